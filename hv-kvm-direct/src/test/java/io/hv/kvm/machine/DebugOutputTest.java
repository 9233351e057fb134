package io.hv.kvm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DebugOutputTest {

    private final DebugOutput output = new DebugOutput();

    private void write(String text) {
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            output.accept(Byte.toUnsignedInt(value));
        }
    }

    @Test
    void keepsWhatWasWritten() {
        assertEquals("", output.text());
        write("caf\u00e9");
        assertEquals("caf\u00e9", output.text());
    }

    @Test
    void keepsTheLastOfTooMuch() {
        write("lost");
        write("x".repeat(DebugOutput.SIZE - 3));
        write("end");
        assertEquals("x".repeat(DebugOutput.SIZE - 3) + "end", output.text());
    }
}
