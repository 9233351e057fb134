package io.hv.shell.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ForwardTextTest {

    @ParameterizedTest
    @CsvSource({
        "tcp:8080:80, tcp:127.0.0.1:8080-:80",
        "udp:0.0.0.0:53:5353, udp:0.0.0.0:53-:5353",
        "tcp:[::1]:8080:80, tcp:[::1]:8080-:80",
        "tcp::8080-:80, tcp:127.0.0.1:8080-:80"
    })
    void isReadInBriefAndAsQemuHasIt(String text, String forward) {
        assertEquals(forward, new ForwardText().convert(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "8080:80", "tcp:80", "sctp:1:2", "tcp:70000:80", "tcp:80:0", "tcp:0:80", "tcp:nowhere:80:80"
            })
    void nothingElseIs(String text) {
        Exception refused = assertThrows(TypeConversionException.class, () -> new ForwardText().convert(text));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("'" + text + "'"), refused::toString);
    }
}
