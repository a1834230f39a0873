from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Who is signed in to pages. Whoever it is elsewhere, too, is the entity that points here.

    It adds nothing to Django's own user yet: a table that others refer to is hard to replace later
    (https://docs.djangoproject.com/en/5.2/topics/auth/customizing/).
    """
