"""What keeps hostile servers and hostile bytes inside limits; shared by several stages."""
