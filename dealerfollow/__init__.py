"""The project: settings, addresses, and the rooms below the apps."""
