"""What tests share: databases, factories, checks that watch every test."""
