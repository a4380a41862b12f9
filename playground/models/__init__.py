"""The Qt-free state of the screen."""
