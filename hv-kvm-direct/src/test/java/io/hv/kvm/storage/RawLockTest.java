package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.image.CreateOptions;
import io.hv.image.Image;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who else may have the raw file of a machine's disk: hv-image in this process, and QEMU's tools in theirs. */
class RawLockTest {

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void make() {
        file = folder.resolve("disk.raw");
        Image.create(file, CreateOptions.of(ImageFormat.RAW, 1 << 20)).close();
    }

    private static OpenOptions raw() {
        return OpenOptions.format(ImageFormat.RAW);
    }

    private String refused(boolean readOnly) {
        ImageException e = assertThrows(ImageException.class, () -> RawFile.open(file, readOnly));
        assertEquals("lock", e.field());
        return e.toString();
    }

    @Test
    void aWriterIsAlone() {
        try (RawFile disk = RawFile.open(file, false)) {
            assertEquals(1 << 20, disk.capacity());
            for (OpenOptions each : List.of(raw(), raw().writable())) {
                ImageException e = assertThrows(ImageException.class, () -> Image.open(file, each));
                assertTrue(e.toString().contains("by this process"), e.toString());
            }
            assertTrue(refused(false).contains("it is in use by"));
            assertTrue(refused(true).contains("it is being written by"));
        }
        RawFile.open(file, false).close();
        Image.open(file, raw().writable()).close();
    }

    @Test
    void readersShare() {
        try (RawFile disk = RawFile.open(file, true);
                RawFile other = RawFile.open(file, true);
                Image image = Image.open(file, raw())) {
            assertEquals(disk.capacity(), other.capacity());
            assertEquals(disk.capacity(), image.capacity());
            assertThrows(ImageException.class, () -> Image.open(file, raw().writable()));
            assertTrue(refused(false).contains("it is in use by"));
        }
        RawFile.open(file, false).close();
    }

    @Test
    void anImageOfThisProcessIsNamed() {
        try (Image image = Image.open(file, raw().writable())) {
            assertEquals(1 << 20, image.capacity());
            assertTrue(refused(false).contains("it is in use by this process"));
            assertTrue(refused(true).contains("it is being written by this process"));
        }
    }

    private Process qemuIo(String... options) throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "qemu-io"))),
                "no qemu-io on the PATH: install qemu-utils to run this test");
        List<String> command = new ArrayList<>(List.of("qemu-io", "-f", "raw"));
        command.addAll(List.of(options));
        command.add(file.toString());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void qemuIsNamed() throws Exception {
        Process qemu = qemuIo();
        try (BufferedReader out = qemu.inputReader()) {
            // Its answer to a command shows that it has opened the file.
            qemu.getOutputStream().write("length\n".getBytes(StandardCharsets.US_ASCII));
            qemu.getOutputStream().flush();
            String line = out.readLine();
            while (line != null && !line.contains("1 MiB")) {
                line = out.readLine();
            }
            for (boolean readOnly : new boolean[] {false, true}) {
                String refusal = refused(readOnly);
                assertTrue(refusal.contains("process " + qemu.pid() + " (qemu-io)"), refusal);
            }
        } finally {
            qemu.getOutputStream().close();
            int unused = qemu.waitFor();
        }
        RawFile.open(file, false).close();
    }

    @Test
    void qemuSeesIt() throws Exception {
        try (RawFile disk = RawFile.open(file, false)) {
            assertEquals(1 << 20, disk.capacity());
            for (String[] options : new String[][] {{"-c", "length"}, {"-c", "write 0 512"}}) {
                Process qemu = qemuIo(options);
                String output = new String(qemu.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertNotEquals(0, qemu.waitFor(), output);
                assertTrue(output.contains("lock"), output);
            }
        }
        try (RawFile disk = RawFile.open(file, true)) {
            assertEquals(1 << 20, disk.capacity());
            assertNotEquals(0, qemuIo("-c", "length").waitFor());
            assertEquals(0, qemuIo("-r", "-c", "length").waitFor());
        }
        assertEquals(0, qemuIo("-c", "write 0 512").waitFor());
    }

    /** What its bytes are locked by, and not a file's descriptors: others of this process may come and go. */
    @Test
    void anotherDescriptorOfThisProcessTakesNothingAway() throws Exception {
        try (RawFile disk = RawFile.open(file, false)) {
            assertEquals(1 << 20, Files.readAllBytes(file).length);
            assertTrue(refused(true).contains("it is being written by"));
            assertEquals(1 << 20, disk.capacity());
        }
    }
}
