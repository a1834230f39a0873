"""How the gateway is put together: the parts of `app.main`, which alone builds what the rooms need."""
