package io.hv.testkit.guest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of an initramfs, and what it refuses. */
class InitramfsTest {

    private static final Path LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");

    @TempDir
    private Path folder;

    @Test
    void theSameInputGivesTheSameBytesInWhateverOrder() {
        Initramfs one = Initramfs.builder()
                .init("#!/bin/sh\n")
                .file("/etc/motd", bytes("hello"))
                .symlink("/bin/sh", "busybox")
                .characterDevice("/dev/console", 5, 1)
                .build();
        Initramfs other = Initramfs.builder()
                .characterDevice("/dev/console", 5, 1)
                .directory("/etc")
                .symlink("/bin/sh", "busybox")
                .file("/etc/motd", bytes("hello"))
                .init("#!/bin/sh\n")
                .build();
        assertArrayEquals(one.bytes(), other.bytes());
        assertArrayEquals(one.bytes(), one.bytes());
    }

    /** Each field where the format's description puts it. */
    @Test
    void headersAreAsTheFormatSays() {
        byte[] archive = Initramfs.builder().init("abc").build().archive();
        String header = new String(archive, 0, 110, StandardCharsets.US_ASCII);
        assertEquals(
                "070701" + "00000001" + "000081ed" + "00000000" + "00000000" + "00000001" + "00000000" + "00000003"
                        + "00000000" + "00000000" + "00000000" + "00000000" + "00000005" + "00000000",
                header);
        assertEquals("init\0", new String(archive, 110, 5, StandardCharsets.US_ASCII));
        assertEquals("abc\0", new String(archive, 116, 4, StandardCharsets.US_ASCII), "at a multiple of 4");
        assertEquals("070701", new String(archive, 120, 6, StandardCharsets.US_ASCII), "again at a multiple of 4");
        assertEquals(0, archive.length % 4);
    }

    @Test
    void compressedItIsTheArchiveUnderAHeaderWithoutTime() throws IOException {
        Initramfs initramfs = Initramfs.builder().init("#!/bin/sh\n").build();
        byte[] bytes = initramfs.bytes();
        assertEquals(0, ByteBuffer.wrap(bytes).getInt(4), "the time in gzip's header");
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            assertArrayEquals(initramfs.archive(), gzip.readAllBytes());
        }
        Path file = folder.resolve("initrd.gz");
        initramfs.writeTo(file);
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertArrayEquals(bytes, initramfs.content().bytes().orElseThrow());
    }

    @Test
    void everyFaultIsToldAtOnce() {
        Path nowhere = folder.resolve("nowhere");
        Initramfs.Builder builder = Initramfs.builder()
                .file("relative", bytes(""))
                .file("/a/../b", bytes(""))
                .file("/a//b", bytes(""))
                .file("/TRAILER!!!", bytes(""))
                .file("/nul\0", bytes(""))
                .file("/twice", bytes("1"))
                .file("/twice", bytes("2"))
                .file("/missing", nowhere)
                .file("/twice/below", bytes(""))
                .characterDevice("/dev/odd", 4096, 0)
                .module("button", nowhere);
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, builder::build);
        assertEquals(
                List.of(
                        "relative",
                        "/a/../b",
                        "/a//b",
                        "/TRAILER!!!",
                        "/nul\0",
                        "/twice",
                        "/missing",
                        "/dev/odd",
                        nowhere.toString(),
                        "/twice/below",
                        "/init"),
                refused.faults().stream().map(SpecFault::value).toList());
        assertThrows(InvalidSpecException.class, builder::build, "it is told again");
    }

    @Test
    void aPathLongerThanLinuxTakesIsRefused() {
        String longest = "/" + "a".repeat(4095);
        Initramfs.builder().init("").file(longest, bytes("")).build();
        InvalidSpecException refused = assertThrows(
                InvalidSpecException.class,
                () -> Initramfs.builder()
                        .init("")
                        .file(longest + "a", bytes(""))
                        .build());
        assertTrue(refused.toString().contains("4096"), refused.toString());
    }

    /** The loader's own list says what there has to be; what is linked statically has none, and a script is no program. */
    @Test
    void aProgramHasItsLibraries() throws IOException {
        Path cat = Path.of("/bin/cat");
        assumeTrue(Files.isExecutable(LOADER) && Files.isExecutable(cat), "this is no Linux on x86-64 with glibc");
        String names = new String(
                Initramfs.builder()
                        .init("")
                        .program("/bin/cat", cat)
                        .program("/bin/dog", cat)
                        .build()
                        .archive(),
                StandardCharsets.ISO_8859_1);
        assertTrue(names.contains("libc.so.6\0") && names.contains("bin/dog\0"));
        assertTrue(names.contains(LOADER.toString().substring(1) + "\0"));
        assertEquals(LOADER, SharedLibraries.of(cat).get(0));
        Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\n".repeat(10));
        Initramfs.Builder noProgram = Initramfs.builder().init("").program("/bin/cat", script);
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, noProgram::build);
        assertTrue(refused.toString().contains("no program"), refused.toString());
    }

    /** A program header table that points anywhere ends in an exception that says so. */
    @Test
    void aDamagedProgramIsRefused() throws IOException {
        ByteBuffer elf = ByteBuffer.allocate(64 + 56).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, 0x464c457f).putShort(4, (short) 0x0102).putLong(32, 64).putShort(54, (short) 56);
        Path file = folder.resolve("program");
        assertEquals(List.of(), SharedLibraries.of(Files.write(file, elf.array())), "no table, so no loader");
        elf.putShort(56, (short) 1).putInt(64, 3).putLong(64 + 8, 1 << 20).putLong(64 + 32, 8);
        Path unused = Files.write(file, elf.array());
        assertThrows(IOException.class, () -> SharedLibraries.of(file));
        elf.putLong(64 + 32, 0);
        unused = Files.write(file, elf.array());
        assertThrows(IOException.class, () -> SharedLibraries.of(file));
        elf.putLong(32, Long.MAX_VALUE);
        unused = Files.write(file, elf.array());
        assertThrows(IOException.class, () -> SharedLibraries.of(file));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
