from tests.register.conftest import desk, key, organisations, other_desk

__all__ = ["desk", "key", "organisations", "other_desk"]
