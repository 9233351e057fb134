package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.fs.VirtioFs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests to a file system: how each is taken apart, what is refused by a number, and what breaks a rule. */
class FsRulesTest {

    private static final int QUEUES = 2;
    private static final int URGENT = 0;
    private static final int REQUESTS = 1;
    private static final int OFFERED = 0x0044_f029;

    private final GuestMemory memory = GuestMemory.onHeap(1 << 20);
    private final FakeFolder folder = new FakeFolder();
    private final VirtioFs device = new VirtioFs("fs0", "share", folder, memory);
    private final DeviceRig rig = new DeviceRig(device, memory, false, 0).begin(QUEUES);

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer ask(FuseMessage message, int room) {
        return little(rig.ask(REQUESTS, List.of(message.bytes()), 16, room));
    }

    private void answers(int error, int length, FuseMessage message, int room) {
        ByteBuffer answer = ask(message, room);
        assertEquals(length, answer.getInt(0));
        assertEquals(-error, answer.getInt(4));
        assertEquals(77, answer.getLong(8));
    }

    private void breaks(Rule rule, int queue, byte[] said, int... room) {
        boolean unused = rig.comesBack(queue, List.of(said), room);
        rig.broke(rule, QUEUES);
        answers(0, 96, new FuseMessage(FuseMessage.STATFS, 1), 80);
    }

    @Test
    void itsTagIsInItsConfiguration() {
        assertEquals(26, device.deviceId());
        byte[] config = new byte[device.configSize()];
        for (int i = 0; i < config.length; i++) {
            config[i] = (byte) device.readConfig(i);
        }
        assertEquals("share", new String(config, 0, 36, StandardCharsets.US_ASCII).replace("\0", ""));
        assertEquals(1, little(config).getInt(36));
        VirtioFs longest = new VirtioFs("fs0", "t".repeat(36), folder, memory);
        assertEquals('t', longest.readConfig(35));
        for (String tag : List.of("", "t".repeat(37))) {
            assertThrows(IllegalArgumentException.class, () -> new VirtioFs("fs0", tag, folder, memory));
        }
    }

    @Test
    void theProtocolIsAgreedUpon() {
        int resets = folder.resets;
        ByteBuffer linux =
                ask(new FuseMessage(FuseMessage.INIT, 0).ints(7, 38, 131072, -1).raw(new byte[48]), 64);
        assertEquals(80, linux.getInt(0));
        assertEquals(0, linux.getInt(4));
        assertEquals(7, linux.getInt(16));
        assertEquals(31, linux.getInt(20));
        assertEquals(131072, linux.getInt(24));
        assertEquals(OFFERED, linux.getInt(28));
        assertEquals(1 << 20, linux.getInt(36));
        assertEquals(256, linux.getShort(44));
        assertEquals(resets + 1, folder.resets);
        ByteBuffer few = ask(new FuseMessage(FuseMessage.INIT, 0).ints(7, 31, 0, 1 << 16 | 1), 64);
        assertEquals(1, few.getInt(28), "only what the driver has, and never a cache of writes");
        ByteBuffer later = ask(new FuseMessage(FuseMessage.INIT, 0).ints(8, 0, 0, -1), 64);
        assertEquals(7, later.getInt(16));
        assertEquals(0, later.getInt(28));
        for (int minor : new int[] {0, 30}) {
            answers(71, 16, new FuseMessage(FuseMessage.INIT, 0).ints(7, minor, 0, 0), 64);
        }
        answers(71, 16, new FuseMessage(FuseMessage.INIT, 0).ints(6, 99, 0, 0), 64);
    }

    @Test
    void whatIsNotKnownIsRefused() {
        for (int opcode : new int[] {0, 7, 19, FuseMessage.GETXATTR, 31, 37, 39, 47, 48, 50, 51, 4096, -1}) {
            answers(38, 16, new FuseMessage(opcode, 1).raw(new byte[10_000]), 100);
        }
    }

    @Test
    void namesThatAreNoneAreRefused() {
        for (String name : List.of("", ".", "..", "/", "/etc", "a/b", "../x", "a/")) {
            answers(22, 16, new FuseMessage(FuseMessage.LOOKUP, 1).text(name), 128);
            answers(22, 16, new FuseMessage(FuseMessage.MKDIR, 1).ints(0755, 0).text(name), 128);
            answers(
                    22,
                    16,
                    new FuseMessage(FuseMessage.CREATE, 1).ints(2, 0644, 0, 0).text(name),
                    144);
            answers(
                    22,
                    16,
                    new FuseMessage(FuseMessage.RENAME, 1).longs(1).text("file").text(name),
                    0);
        }
        answers(36, 16, new FuseMessage(FuseMessage.LOOKUP, 1).text("n".repeat(256)), 128);
        answers(36, 16, new FuseMessage(FuseMessage.LOOKUP, 1).text("n".repeat(9000)), 128);
        answers(2, 16, new FuseMessage(FuseMessage.LOOKUP, 1).text("n".repeat(255)), 128);
        answers(2, 16, new FuseMessage(FuseMessage.LOOKUP, 1).text("..."), 128);
    }

    @Test
    void answersAreLaidOutAsLinuxReadsThem() {
        answers(0, 144, new FuseMessage(FuseMessage.LOOKUP, 1).text(FakeFolder.NAME), 128);
        ByteBuffer attributes = ask(new FuseMessage(FuseMessage.GETATTR, 2).longs(0, 0), 104);
        assertEquals(120, attributes.getInt(0));
        assertEquals(1, attributes.getLong(16));
        assertEquals(12, attributes.getLong(32));
        assertEquals(FakeFolder.SIZE, attributes.getLong(40));
        assertEquals(0100444, attributes.getInt(92));
        assertEquals(1, attributes.getInt(96));
        answers(0, 32, new FuseMessage(FuseMessage.OPEN, 2).ints(0, 0), 16);
        answers(
                0,
                160,
                new FuseMessage(FuseMessage.CREATE, 1).ints(2, 0644, 0, 0).text("x"),
                144);
        answers(0, 22, new FuseMessage(FuseMessage.READLINK, 2), 4096);
        answers(0, 24, new FuseMessage(FuseMessage.LSEEK, 2).longs(2, 5).ints(3, 0), 8);
        answers(0, 16, new FuseMessage(FuseMessage.RELEASE, 2).longs(2, 0, 0), 0);
        answers(13, 16, new FuseMessage(FuseMessage.ACCESS, 2).ints(2, 0), 0);
        answers(0, 16, new FuseMessage(FuseMessage.DESTROY, 0), 0);
        ByteBuffer listed = ask(
                new FuseMessage(FuseMessage.READDIRPLUS, 1)
                        .longs(1, 0)
                        .ints(4096, 0)
                        .longs(0, 0),
                4096);
        assertEquals(16 + 128 + 24 + 8, listed.getInt(0));
        assertEquals(FakeFolder.FILE, listed.getLong(16));
        assertEquals(4, listed.getInt(16 + 128 + 16));
    }

    @Test
    void dataLiesBehindTheHeader() {
        FuseMessage read =
                new FuseMessage(FuseMessage.READ, 2).longs(2, 290).ints(100, 0).longs(0, 0);
        byte[] answer = rig.ask(REQUESTS, List.of(read.bytes()), 10, 6, 50, 50);
        assertEquals(26, little(answer).getInt(0));
        byte[] expected = new byte[10];
        Arrays.fill(expected, (byte) 'c');
        assertArrayEquals(expected, Arrays.copyOfRange(answer, 16, 26));
        answers(
                9,
                16,
                new FuseMessage(FuseMessage.READ, 2).longs(3, 0).ints(100, 0).longs(0, 0),
                100);
        answers(
                22,
                16,
                new FuseMessage(FuseMessage.READ, 2).longs(2, -1).ints(100, 0).longs(0, 0),
                100);
        answers(
                22,
                16,
                new FuseMessage(FuseMessage.READ, 2)
                        .longs(2, Long.MAX_VALUE)
                        .ints(1, 0)
                        .longs(0, 0),
                100);
        FuseMessage write =
                new FuseMessage(FuseMessage.WRITE, 2).longs(2, 0).ints(5, 0).longs(0, 0);
        ByteBuffer written = ask(write.raw(new byte[5]), 8);
        assertEquals(24, written.getInt(0));
        assertEquals(5, written.getInt(16));
    }

    @Test
    void whatIsForgottenIsNotAnswered() {
        byte[] interrupt = new FuseMessage(FuseMessage.INTERRUPT, 0).longs(77).bytes();
        byte[] untouched = rig.ask(URGENT, List.of(interrupt), 16);
        assertArrayEquals(new byte[16], untouched);
        byte[] forget = new FuseMessage(FuseMessage.FORGET, 2).longs(1).bytes();
        assertEquals(0, rig.ask(URGENT, List.of(forget)).length);
        byte[] batch = new FuseMessage(FuseMessage.BATCH_FORGET, 0)
                .ints(3, 0)
                .longs(2, 1, 3, 1, 4, 1)
                .bytes();
        assertEquals(0, rig.ask(URGENT, List.of(batch)).length);
        assertEquals(4, folder.forgotten);
    }

    @Test
    @Breaks(Rule.FS_LENGTH)
    void aHeaderSaysAnotherLength() {
        FuseMessage lookup = new FuseMessage(FuseMessage.LOOKUP, 1).text(FakeFolder.NAME);
        for (int length : new int[] {0, 39, lookup.bytes().length + 1, -1, Integer.MIN_VALUE}) {
            breaks(Rule.FS_LENGTH, REQUESTS, lookup.bytes(length), 16, 128);
        }
        byte[] many = new FuseMessage(FuseMessage.BATCH_FORGET, 0).ints(-1, 0).bytes();
        breaks(Rule.FS_LENGTH, URGENT, many);
    }

    @Test
    @Breaks(Rule.FS_QUEUE)
    void aRequestIsOnTheOtherQueue() {
        breaks(
                Rule.FS_QUEUE,
                REQUESTS,
                new FuseMessage(FuseMessage.FORGET, 2).longs(1).bytes());
        breaks(
                Rule.FS_QUEUE,
                REQUESTS,
                new FuseMessage(FuseMessage.INTERRUPT, 2).longs(1).bytes(),
                16);
        breaks(Rule.FS_QUEUE, URGENT, new FuseMessage(FuseMessage.STATFS, 1).bytes(), 16, 80);
        assertEquals(0, folder.forgotten);
    }

    @Test
    @Breaks(Rule.FS_TEXT)
    void aNameHasNoEnd() {
        breaks(
                Rule.FS_TEXT,
                REQUESTS,
                new FuseMessage(FuseMessage.LOOKUP, 1).raw((byte) 'a').bytes(),
                144);
        breaks(Rule.FS_TEXT, REQUESTS, new FuseMessage(FuseMessage.LOOKUP, 1).bytes(), 144);
        FuseMessage half = new FuseMessage(FuseMessage.SYMLINK, 1).text("link").raw((byte) 't');
        breaks(Rule.FS_TEXT, REQUESTS, half.bytes(), 144);
        // A name ends within what the header says, not behind it.
        FuseMessage beyond = new FuseMessage(FuseMessage.LOOKUP, 1).text("ab");
        breaks(Rule.FS_TEXT, REQUESTS, beyond.bytes(FuseMessage.HEADER + 2), 144);
    }

    @Test
    @Breaks(Rule.REQUEST_TOO_SHORT)
    void aRequestIsTooShort() {
        for (int length = 0; length < FuseMessage.HEADER; length += 13) {
            breaks(Rule.REQUEST_TOO_SHORT, REQUESTS, new byte[length], 144);
        }
        breaks(
                Rule.REQUEST_TOO_SHORT,
                URGENT,
                new FuseMessage(FuseMessage.FORGET, 2).ints(1).bytes());
        breaks(
                Rule.REQUEST_TOO_SHORT,
                URGENT,
                new FuseMessage(FuseMessage.BATCH_FORGET, 0)
                        .ints(2, 0)
                        .longs(2, 1)
                        .bytes());
        int[] opcodes = {
            FuseMessage.GETATTR, FuseMessage.SETATTR, FuseMessage.OPEN, FuseMessage.READ, FuseMessage.WRITE,
            FuseMessage.RELEASE, FuseMessage.FSYNC, FuseMessage.FLUSH, FuseMessage.INIT, FuseMessage.OPENDIR,
            FuseMessage.READDIR, FuseMessage.ACCESS, FuseMessage.CREATE, FuseMessage.FALLOCATE, FuseMessage.LSEEK,
            FuseMessage.MKNOD, FuseMessage.MKDIR, FuseMessage.RENAME, FuseMessage.RENAME2, FuseMessage.LINK
        };
        for (int opcode : opcodes) {
            breaks(
                    Rule.REQUEST_TOO_SHORT,
                    REQUESTS,
                    new FuseMessage(opcode, 2).raw(new byte[3]).bytes(),
                    16,
                    4096);
        }
        FuseMessage write =
                new FuseMessage(FuseMessage.WRITE, 2).longs(2, 0).ints(5, 0).longs(0, 0);
        breaks(Rule.REQUEST_TOO_SHORT, REQUESTS, write.raw(new byte[4]).bytes(), 24);
    }

    @Test
    @Breaks(Rule.ANSWER_TOO_SHORT)
    void anAnswerHasNoRoom() {
        byte[] lookup =
                new FuseMessage(FuseMessage.LOOKUP, 1).text(FakeFolder.NAME).bytes();
        for (int room : new int[] {0, 15, 16, 143}) {
            breaks(Rule.ANSWER_TOO_SHORT, REQUESTS, lookup, room);
        }
        FuseMessage read =
                new FuseMessage(FuseMessage.READ, 2).longs(2, 0).ints(100, 0).longs(0, 0);
        breaks(Rule.ANSWER_TOO_SHORT, REQUESTS, read.bytes(), 16, 99);
        FuseMessage list =
                new FuseMessage(FuseMessage.READDIR, 1).longs(1, 0).ints(100, 0).longs(0, 0);
        breaks(Rule.ANSWER_TOO_SHORT, REQUESTS, list.bytes(), 16, 99);
        FuseMessage write = new FuseMessage(FuseMessage.WRITE, 2)
                .longs(2, 0)
                .ints(1, 0)
                .longs(0, 0)
                .raw((byte) 1);
        breaks(Rule.ANSWER_TOO_SHORT, REQUESTS, write.bytes(), 23);
        assertTrue(folder.resets > 0);
    }
}
