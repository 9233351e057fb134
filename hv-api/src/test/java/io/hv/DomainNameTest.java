package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"web", "größe", "名前", "\uD83D\uDE80", "a b", " a", "...", ".x", "-rf", "a\\b", "%s", "'\"<&>"})
    void takes(String name) {
        assertEquals(Optional.empty(), DomainName.check(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "\u3000", ".", "..", "/", "a/b", "a\nb", "a\tb", "a\0b", "a\ufffe", "\uffff", "\u007f",
                "\u0085", "\uD83D", "\uDE80x"
            })
    void refuses(String name) {
        SpecFault fault = DomainName.check(name).orElseThrow();
        assertEquals("name", fault.path());
        assertFalse(fault.why().isBlank());
        assertFalse(fault.remedy().isBlank());
    }

    @Test
    void countsBytesNotCharacters() {
        assertEquals(Optional.empty(), DomainName.check("x".repeat(255)));
        assertTrue(DomainName.check("x".repeat(256)).isPresent());
        assertEquals(Optional.empty(), DomainName.check("ä".repeat(127) + "x"));
        assertTrue(DomainName.check("ä".repeat(128)).isPresent());
    }

    /** A fault is printed on a terminal and in a log: what the name holds must do no harm there. */
    @Test
    void showsControlCharactersAsText() {
        assertEquals(
                "'a\\u000ab\\u001b[2J'",
                DomainName.check("a\nb\u001b[2J").orElseThrow().value());
        assertEquals("'\\ud83d'", DomainName.check("\uD83D").orElseThrow().value());
        assertEquals(
                257, DomainName.check("x".repeat(100_000)).orElseThrow().value().length(), "cut to a sane length");
    }
}
