"""The peers that the build is measured against: Hugo and Pelican as they come, with templates for the same pages."""
