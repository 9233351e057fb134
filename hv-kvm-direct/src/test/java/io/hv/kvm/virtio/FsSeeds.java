package io.hv.kvm.virtio;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** {@link HostileProgram}s whose driver asks a file system for something that it knows, well or nearly: random ones never do. */
final class FsSeeds {

    private static final int STORE = 0;
    private static final int DESCRIPTOR = 3;
    private static final int AVAILABLE = 4;
    private static final int NOTIFY = 5;
    private static final int RUN = 6;

    /** Where a request lies and where its answer goes, and how a program says that. */
    private static final int SAID = 0x100;

    private static final int SAID_KIND = 1;
    private static final int ANSWER_KIND = 3;

    private static final int NEXT = 1;
    private static final int WRITABLE = 2;
    private static final int PACKED_AVAILABLE = 0x10;
    private static final int QUEUE_BIT = 0x40;

    private FsSeeds() {}

    static List<byte[]> of(boolean packed) {
        List<byte[]> programs = new ArrayList<>();
        for (FuseMessage message : messages()) {
            byte[] said = message.bytes();
            programs.add(program(packed, 1, 200, said));
            programs.add(program(packed, 1, 15, said));
            programs.add(program(packed, 0, 200, said));
            programs.add(program(packed, 1, 200, message.bytes(said.length - 1)));
        }
        programs.add(program(
                packed, 0, 0, new FuseMessage(FuseMessage.FORGET, 2).longs(1).bytes()));
        FuseMessage batch =
                new FuseMessage(FuseMessage.BATCH_FORGET, 0).ints(2, 0).longs(2, 1, 3, -1);
        programs.add(program(packed, 0, 0, batch.bytes()));
        return programs;
    }

    private static List<FuseMessage> messages() {
        String name = FakeFolder.NAME;
        return List.of(
                new FuseMessage(FuseMessage.INIT, 0).ints(7, 31, 0, -1),
                new FuseMessage(FuseMessage.LOOKUP, 1).text(name),
                new FuseMessage(FuseMessage.GETATTR, 2).longs(0, 0),
                new FuseMessage(FuseMessage.SETATTR, 2).ints(-1, 0).longs(2, 3, 0, 0, 0, 0, 0, 0, 0, 0),
                new FuseMessage(FuseMessage.SYMLINK, 1).text("l").text("t"),
                new FuseMessage(FuseMessage.MKNOD, 1).ints(0100644, 0, 0, 0).text("n"),
                new FuseMessage(FuseMessage.RENAME2, 1)
                        .longs(1)
                        .ints(0, 0)
                        .text("a")
                        .text("b"),
                new FuseMessage(FuseMessage.CREATE, 1).ints(2, 0644, 0, 0).text("c"),
                new FuseMessage(FuseMessage.READ, 2).longs(2, 8).ints(100, 0).longs(0, 0),
                new FuseMessage(FuseMessage.WRITE, 2)
                        .longs(2, 8)
                        .ints(4, 0)
                        .longs(0, 0)
                        .ints(1),
                new FuseMessage(FuseMessage.READDIRPLUS, 1)
                        .longs(1, 0)
                        .ints(180, 0)
                        .longs(0, 0),
                new FuseMessage(FuseMessage.STATFS, 1),
                new FuseMessage(FuseMessage.GETXATTR, 1).ints(0, 0).text("user.x"));
    }

    /** Stores a request byte by byte, offers it, and lets the device work. */
    private static byte[] program(boolean packed, int queue, int room, byte[] said) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        put(code, 0);
        for (int i = 0; i < said.length; i++) {
            if (said[i] != 0) {
                put(code, STORE, (SAID + i) & 0xff, (SAID + i) >>> 8, 0, said[i]);
            }
        }
        int place = queue * QUEUE_BIT;
        put(code, DESCRIPTOR, place, SAID_KIND, said.length, room == 0 ? 0 : NEXT, packed ? 0 : 1);
        if (room > 0) {
            put(code, DESCRIPTOR, place + 1, ANSWER_KIND, room, WRITABLE | (packed ? PACKED_AVAILABLE : 0), 0);
        }
        put(code, AVAILABLE, queue, 0, NOTIFY, queue + 2, RUN, 0);
        return code.toByteArray();
    }

    private static void put(ByteArrayOutputStream code, int... values) {
        for (int value : values) {
            code.write(value);
        }
    }
}
