package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code hv run} at a real terminal, which {@code script} of util-linux makes. */
@RequiresKvm
@Timeout(120)
class RawTerminalTest {

    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @Test
    void ctrlCGoesToTheGuestAndCtrlBracketLeaves() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(SCRIPT), "util-linux' script is not installed");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        SCRIPT.toString(),
                        "--quiet",
                        "--return",
                        "--command",
                        java + " -XX:+UseSerialGC -cp '" + System.getProperty("java.class.path") + "' "
                                + Main.class.getName() + " run --guest echo",
                        "/dev/null")
                .redirectErrorStream(true)
                .start();
        try (OutputStream keys = process.getOutputStream();
                InputStream screen = process.getInputStream()) {
            StringBuilder seen = new StringBuilder();
            until(screen, seen, "echo ready");
            type(keys, "ab\u0003c");
            until(screen, seen, "ab\u0003c");
            type(keys, "\u001d");
            until(screen, seen, "was left");
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), seen.toString());
            assertEquals(0, process.exitValue(), seen.toString());
        } finally {
            Process unused = process.destroyForcibly();
        }
    }

    private static void type(OutputStream keys, String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private static void until(InputStream screen, StringBuilder seen, String text) throws IOException {
        while (seen.indexOf(text) < 0) {
            int next = screen.read();
            assertTrue(next >= 0, () -> "the terminal ended with: " + seen);
            seen.append((char) next);
        }
    }
}
