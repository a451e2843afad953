"""The settings pages: the store, its closed days, its people; and the store on screen."""
