package io.hv.shell.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/etc/motd, motd, /etc/motd",
        "/etc/, '', /etc/app.jar",
        "/, '', /app.jar",
        "C:\\temp\\, '', C:\\temp\\app.jar",
        "C:/temp/a b, a b, C:/temp/a b",
    })
    void hasANameOrIsAFolder(String text, String name, String file) {
        GuestPath path = new GuestPath(text);
        assertEquals(name, path.name());
        assertEquals(file, path.file("app.jar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "etc/motd", "./a", "C:", "1:/x"})
    void isAbsolute(String text) {
        assertThrows(IllegalArgumentException.class, () -> new GuestPath(text));
    }
}
