"""The application: command line, build and configuration."""
