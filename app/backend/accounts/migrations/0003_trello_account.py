from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sign_in")]

    operations = [
        migrations.AddField(
            model_name="trellolink",
            name="account",
            field=models.CharField(blank=True, help_text="What the entity is called there.", max_length=255),
        ),
        migrations.AddField(
            model_name="trellolink",
            name="ends",
            field=models.DateTimeField(help_text="When the token ends by itself, if it does.", null=True),
        ),
    ]
