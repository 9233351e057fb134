package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.memory.GuestMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootFileTest {

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[700_001];

    BootFileTest() {
        new Random(1).nextBytes(bytes);
    }

    @Test
    void threeSourcesGiveTheSameBytes() throws IOException {
        Path path = Files.write(folder.resolve("f"), bytes);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 5);
        direct.position(5).put(bytes).position(5);
        try (FileChannel channel = FileChannel.open(path)) {
            for (BootFile file :
                    new BootFile[] {BootFile.of("a", bytes), BootFile.of("b", direct), BootFile.of("c", channel)}) {
                GuestMemory memory = GuestMemory.onHeap(1 << 20);
                file.copyTo(memory, 0x1001, 3, bytes.length - 3, "all");
                byte[] expected = java.util.Arrays.copyOfRange(bytes, 3, bytes.length);
                assertArrayEquals(expected, memory.read(0x1001, expected.length));
                assertEquals(0, memory.getByte(0x1001 + expected.length));
                assertEquals(bytes[699_999], file.part(699_998, 3, "the end").get(1));
            }
        }
        assertEquals(5, direct.position());
    }

    @Test
    void aPartBeyondTheEndIsATruncation() {
        BootFile file = BootFile.of("vmlinuz", bytes);
        assertFault("vmlinuz", "truncated: x wants 2 bytes at 0xaae60", () -> file.part(700_000, 2, "x"));
        assertFault("vmlinuz", "truncated", () -> file.require(-1, 1, "x"));
        assertFault("vmlinuz", "truncated", () -> file.require(Long.MAX_VALUE, Long.MAX_VALUE, "x"));
        assertFault("vmlinuz", "truncated", () -> file.require(0, -1, "x"));
    }

    @Test
    void aFileThatShrinksIsAFault() throws IOException {
        Path path = Files.write(folder.resolve("f"), bytes);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            BootFile file = BootFile.of("initrd", channel);
            channel.truncate(1000);
            assertFault(
                    "initrd",
                    "became shorter",
                    () -> file.copyTo(GuestMemory.onHeap(1 << 20), 0, 0, bytes.length, "it"));
        }
    }

    @Test
    void aFileThatCannotBeReadIsAFault() throws IOException {
        Path path = Files.write(folder.resolve("f"), bytes);
        SeekableByteChannel channel = Files.newByteChannel(path);
        BootFile file = BootFile.of("initrd", channel);
        channel.close();
        assertFault("initrd", "ClosedChannelException", () -> file.part(0, 1, "it"));
        assertFault("initrd", "ClosedChannelException", () -> BootFile.of("initrd", channel));
    }
}
