package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.testkit.requires.RequiresKvm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** README's program, unchanged, on two engines. */
class HelloTest {

    @Test
    void talksOnMem() {
        assertEquals("mem:/// says: hello, guest", outputOn("mem:///"));
    }

    @Test
    @RequiresKvm
    void talksOnKvm() {
        assertEquals("kvm:/// says: hello, guest", outputOn("kvm:///"));
    }

    private static String outputOn(String uri) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Hello.main(new String[] {uri});
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
