package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.testkit.requires.RequiresLibvirt;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM that was started without any precaution: no UTF-8 in its locale, no property of JNA's. */
@RequiresLibvirt
class PlainProcessTest {

    @TempDir
    Path folder;

    @Test
    void namesAreUtf8AndNothingIsPrinted() throws Exception {
        Path errors = folder.resolve("stderr");
        ProcessBuilder child = new ProcessBuilder(command(TestHosts.uri(folder))).redirectError(errors.toFile());
        child.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("JAVA_TOOL"));
        child.environment().put("LANG", "C");
        Process process = child.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals("", Files.readString(errors), "libvirt and hv print nothing by themselves");
        assertEquals(
                List.of("gr\\u00f6\\u00dfe \\u540d\\ud83d\\ude80", "found", "named in the error", "gone", ""),
                List.of(out.split("\n", -1)));
        assertEquals(0, process.waitFor());
    }

    private static List<String> command(String uri) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path").replace(File.pathSeparator + File.pathSeparator, ":");
        List<String> plain = List.of(java, "-XX:+UseSerialGC", "-cp", classPath, NamesProgram.class.getName(), uri);
        if (Runtime.version().feature() < 22) {
            return plain;
        }
        List<String> allowed = new java.util.ArrayList<>(plain);
        allowed.add(1, "--enable-native-access=ALL-UNNAMED");
        return allowed;
    }
}
