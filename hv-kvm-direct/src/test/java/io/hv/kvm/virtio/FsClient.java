package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.share.HostFolder;
import io.hv.kvm.virtio.fs.VirtioFs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A guest that uses a folder of this host by requests such as Linux makes, and whatever else it likes. */
final class FsClient implements AutoCloseable {

    static final long ROOT = 1;
    static final int RDONLY = 0;
    static final int WRONLY = 1;
    static final int RDWR = 2;
    static final int OK = 0;

    private static final int ENTRY = 128;
    private static final int SIZE_SET = 1 << 3;
    private static final int MODE_SET = 1;

    private final GuestMemory memory = GuestMemory.map(MemoryMap.of(4 << 20, 36), "hv-fs-test");
    final HostFolder folder;
    private final DeviceRig rig;

    FsClient(Path path, boolean readOnly) {
        folder = HostFolder.open(path, readOnly);
        rig = new DeviceRig(new VirtioFs("fs0", "share", folder, memory), memory, false, 0).begin(2);
        assertEquals(
                OK,
                ask(new FuseMessage(FuseMessage.INIT, 0).ints(7, 38, 0, -1), 64).error());
    }

    /**
     * What was answered.
     *
     * @param error a number of Linux's, or {@link #OK}
     * @param body what follows the header
     */
    record Answer(int error, ByteBuffer body) {

        long node() {
            assertEquals(OK, error);
            return body.getLong(0);
        }

        /** In what is answered to a lookup, and to who makes something. */
        int mode() {
            return body.getInt(40 + 60);
        }

        long size() {
            return body.getLong(40 + 8);
        }

        long number() {
            assertEquals(OK, error);
            return body.getLong(0);
        }

        String text() {
            byte[] bytes = new byte[body.remaining()];
            ByteBuffer unused = body.get(0, bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    Answer ask(FuseMessage message, int room) {
        ByteBuffer answer =
                ByteBuffer.wrap(rig.ask(1, List.of(message.bytes()), 16, room)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(List.of(), rig.faults.all());
        int length = answer.getInt(0);
        assertTrue(length >= 16 && length <= 16 + room, "a length of " + length);
        ByteBuffer body = answer.slice(16, length - 16).order(ByteOrder.LITTLE_ENDIAN);
        return new Answer(-answer.getInt(4), body);
    }

    Answer lookup(long parent, String name) {
        return ask(new FuseMessage(FuseMessage.LOOKUP, parent).text(name), ENTRY);
    }

    /** Down several names, each of which must be there. */
    long walk(String... names) {
        long node = ROOT;
        for (String name : names) {
            node = lookup(node, name).node();
        }
        return node;
    }

    void forget(long node, long times) {
        byte[] said = new FuseMessage(FuseMessage.FORGET, node).longs(times).bytes();
        assertEquals(0, rig.ask(0, List.of(said)).length);
    }

    void forgetAll(long... nodes) {
        FuseMessage batch = new FuseMessage(FuseMessage.BATCH_FORGET, 0).ints(nodes.length, 0);
        for (long node : nodes) {
            FuseMessage unused = batch.longs(node, 1);
        }
        assertEquals(0, rig.ask(0, List.of(batch.bytes())).length);
    }

    Answer attributes(long node) {
        return ask(new FuseMessage(FuseMessage.GETATTR, node).longs(0, 0), 104);
    }

    Answer open(long node, int flags) {
        return ask(new FuseMessage(FuseMessage.OPEN, node).ints(flags, 0), 16);
    }

    Answer openFolder(long node) {
        return ask(new FuseMessage(FuseMessage.OPENDIR, node).ints(0, 0), 16);
    }

    Answer create(long parent, String name, int mode, int flags) {
        return ask(
                new FuseMessage(FuseMessage.CREATE, parent)
                        .ints(flags, mode, 022, 0)
                        .text(name),
                ENTRY + 16);
    }

    Answer read(long handle, long offset, int size) {
        return ask(
                new FuseMessage(FuseMessage.READ, 0)
                        .longs(handle, offset)
                        .ints(size, 0)
                        .longs(0, 0),
                size);
    }

    Answer write(long handle, long offset, byte... bytes) {
        return ask(
                new FuseMessage(FuseMessage.WRITE, 0)
                        .longs(handle, offset)
                        .ints(bytes.length, 0)
                        .longs(0, 0)
                        .raw(bytes),
                8);
    }

    Answer release(long handle) {
        return ask(new FuseMessage(FuseMessage.RELEASE, 0).longs(handle, 0, 0), 0);
    }

    Answer mkdir(long parent, String name, int mode) {
        return ask(new FuseMessage(FuseMessage.MKDIR, parent).ints(mode, 0).text(name), ENTRY);
    }

    Answer mknod(long parent, String name, int mode, int device) {
        return ask(
                new FuseMessage(FuseMessage.MKNOD, parent)
                        .ints(mode, device, 0, 0)
                        .text(name),
                ENTRY);
    }

    Answer symlink(long parent, String name, String target) {
        return ask(new FuseMessage(FuseMessage.SYMLINK, parent).text(name).text(target), ENTRY);
    }

    Answer readLink(long node) {
        return ask(new FuseMessage(FuseMessage.READLINK, node), 4096);
    }

    Answer link(long node, long parent, String name) {
        return ask(new FuseMessage(FuseMessage.LINK, parent).longs(node).text(name), ENTRY);
    }

    Answer unlink(long parent, String name) {
        return ask(new FuseMessage(FuseMessage.UNLINK, parent).text(name), 0);
    }

    Answer rmdir(long parent, String name) {
        return ask(new FuseMessage(FuseMessage.RMDIR, parent).text(name), 0);
    }

    Answer rename(long parent, String name, long newParent, String newName, int flags) {
        return ask(
                new FuseMessage(FuseMessage.RENAME2, parent)
                        .longs(newParent)
                        .ints(flags, 0)
                        .text(name)
                        .text(newName),
                0);
    }

    Answer change(long node, int valid, long handle, long size, long seconds, int mode, int owner) {
        return ask(
                new FuseMessage(FuseMessage.SETATTR, node)
                        .ints(valid, 0)
                        .longs(handle, size, 0, seconds, seconds, 0)
                        .ints(5, 6, 0, mode, 0, owner, owner, 0),
                104);
    }

    Answer truncate(long node, long size) {
        return change(node, SIZE_SET, 0, size, 0, 0, 0);
    }

    Answer chmod(long node, int mode) {
        return change(node, MODE_SET, 0, 0, 0, mode, 0);
    }

    Answer access(long node, int mask) {
        return ask(new FuseMessage(FuseMessage.ACCESS, node).ints(mask, 0), 0);
    }

    /** The nodes of all entries by name; 0 where none is told of. */
    Map<String, Long> list(long handle, boolean plus, int room) {
        Map<String, Long> all = new LinkedHashMap<>();
        long offset = 0;
        while (true) {
            Answer answer = ask(
                    new FuseMessage(plus ? FuseMessage.READDIRPLUS : FuseMessage.READDIR, 0)
                            .longs(handle, offset)
                            .ints(room, 0)
                            .longs(0, 0),
                    room);
            assertEquals(OK, answer.error());
            ByteBuffer body = answer.body();
            if (!body.hasRemaining()) {
                return all;
            }
            while (body.hasRemaining()) {
                int at = body.position();
                long node = plus ? body.getLong(at) : 0;
                int entry = at + (plus ? ENTRY : 0);
                offset = body.getLong(entry + 8);
                byte[] name = new byte[body.getInt(entry + 16)];
                ByteBuffer unused = body.get(entry + 24, name);
                all.put(new String(name, StandardCharsets.UTF_8), node);
                unused = body.position(entry + 24 + (name.length + 7 & ~7));
            }
        }
    }

    /** All of a file. */
    byte[] content(long node) {
        long handle = open(node, RDONLY).number();
        Answer answer = read(handle, 0, 1 << 16);
        assertEquals(OK, answer.error());
        byte[] bytes = new byte[answer.body().remaining()];
        ByteBuffer unused = answer.body().get(0, bytes);
        assertEquals(OK, release(handle).error());
        return bytes;
    }

    /** Whether a read has these bytes. */
    static boolean isText(Answer answer, String expected) {
        return answer.error() == OK
                && Arrays.equals(
                        answer.text().getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        folder.close();
        memory.close();
    }
}
