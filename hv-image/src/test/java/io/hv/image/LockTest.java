package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    private static OpenOptions raw() {
        return OpenOptions.format(ImageFormat.RAW);
    }

    @BeforeEach
    void make() {
        file = folder.resolve("disk.raw");
        Image.create(file, CreateOptions.of(ImageFormat.RAW, 1 << 20)).close();
    }

    @Test
    void aWriterIsAloneInItsProcess() {
        try (Image writer = Image.open(file, raw().writable())) {
            for (OpenOptions each :
                    List.of(raw(), raw().writable(), raw().writable().unlocked())) {
                ImageException e = assertThrows(ImageException.class, () -> Image.open(file, each));
                assertEquals("lock", e.field());
                assertTrue(e.toString().contains(Thread.currentThread().getName()), e.toString());
            }
            writer.write(0, ByteBuffer.wrap(new byte[] {1}));
        }
        Image.open(file, raw().writable()).close();
    }

    @Test
    void readersShare() {
        try (Image one = Image.open(file, raw())) {
            try (Image other = Image.open(file, raw())) {
                assertEquals(one.capacity(), other.capacity());
            }
            one.read(0, ByteBuffer.allocate(9));
            assertThrows(ImageException.class, () -> Image.open(file, raw().writable()));
        }
    }

    private Process qemuIo(String... options) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("qemu-io", "-f", "raw"));
        command.addAll(List.of(options));
        command.add(file.toString());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void aWriterInAnotherProcessIsNamed() throws Exception {
        Qemu.assumeInstalled();
        Process qemu = qemuIo();
        try {
            // Its answer to a command shows that it has opened the file.
            qemu.getOutputStream().write("length\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            qemu.getOutputStream().flush();
            BufferedReader out = qemu.inputReader();
            String line = out.readLine();
            while (line != null && !line.contains("1 MiB")) {
                line = out.readLine();
            }
            for (OpenOptions each : List.of(raw(), raw().writable())) {
                ImageException e = assertThrows(ImageException.class, () -> Image.open(file, each));
                assertEquals("lock", e.field());
                assertTrue(e.toString().contains("process " + qemu.pid() + " (qemu-io)"), e.toString());
            }
            Image.open(file, raw().unlocked()).close();
        } finally {
            qemu.getOutputStream().close();
            int unused = qemu.waitFor();
        }
        Image.open(file, raw().writable()).close();
    }

    @Test
    void anotherProcessSeesOurs() throws Exception {
        Qemu.assumeInstalled();
        try (Image writer = Image.open(file, raw().writable())) {
            for (String[] options : new String[][] {{"-c", "length"}, {"-c", "write 0 512"}}) {
                Process qemu = qemuIo(options);
                String output =
                        new String(qemu.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertNotEquals(0, qemu.waitFor(), output);
                assertTrue(output.contains("lock"), output);
            }
            writer.flush();
        }
        // Who wants no lock may have it open already.
        try (Image unlocked = Image.open(file, raw().unlocked());
                Image reader = Image.open(file, raw())) {
            assertEquals(unlocked.capacity(), reader.capacity());
            assertNotEquals(0, qemuIo("-c", "length").waitFor());
            assertEquals(0, qemuIo("-r", "-c", "length").waitFor());
            reader.read(0, ByteBuffer.allocate(1));
        }
        assertEquals(0, qemuIo("-c", "length").waitFor());
    }
}
