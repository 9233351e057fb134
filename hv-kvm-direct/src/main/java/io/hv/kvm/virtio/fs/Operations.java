package io.hv.kvm.virtio.fs;

import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import java.util.HashMap;
import java.util.Map;

/** What requests ask for whose bodies are numbers and names. Safe for several threads. */
final class Operations {

    private static final int STATFS_SPARE = 28;

    private final SharedFolder folder;
    private final Map<Integer, Operation> all = new HashMap<>();

    /** One of them. */
    @FunctionalInterface
    private interface Operation {

        /**
         * Does it.
         *
         * @param room how many bytes the driver gives for the answer
         */
        void perform(long node, Body body, Answer answer, long room);
    }

    Operations(SharedFolder folder) {
        this.folder = folder;
        all.put(Opcode.INIT, (node, body, answer, room) -> init(body, answer));
        all.put(Opcode.DESTROY, (node, body, answer, room) -> folder.forgetAll());
        addNames();
        addFiles();
        addOpenFiles();
    }

    /** Whether there is such a one. */
    boolean knows(int opcode) {
        return all.containsKey(opcode);
    }

    void perform(int opcode, long node, Body body, Answer answer, long room) {
        Operation operation = all.get(opcode);
        if (operation == null) {
            throw new FsError(FsError.ENOSYS);
        }
        operation.perform(node, body, answer, room);
    }

    private void init(Body body, Answer answer) {
        Negotiation.answer(body, answer);
        folder.forgetAll();
    }

    private void addNames() {
        all.put(Opcode.LOOKUP, (node, body, answer, room) -> answer.putEntry(folder.lookup(node, body.name())));
        all.put(Opcode.SYMLINK, (node, body, answer, room) -> {
            FileName name = body.name();
            answer.putEntry(folder.symlink(node, name, body.text()));
        });
        all.put(Opcode.MKNOD, (node, body, answer, room) -> {
            int mode = body.readInt();
            body.skip(3 * Integer.BYTES);
            answer.putEntry(folder.makeNode(node, body.name(), mode));
        });
        all.put(Opcode.MKDIR, (node, body, answer, room) -> {
            int mode = body.readInt();
            body.skip(Integer.BYTES);
            answer.putEntry(folder.makeFolder(node, body.name(), mode));
        });
        all.put(Opcode.UNLINK, (node, body, answer, room) -> folder.remove(node, body.name(), false));
        all.put(Opcode.RMDIR, (node, body, answer, room) -> folder.remove(node, body.name(), true));
        all.put(Opcode.RENAME, (node, body, answer, room) -> rename(node, body.readLong(), 0, body));
        all.put(Opcode.RENAME2, (node, body, answer, room) -> {
            long target = body.readLong();
            int flags = body.readInt();
            body.skip(Integer.BYTES);
            rename(node, target, flags, body);
        });
        all.put(Opcode.LINK, (node, body, answer, room) -> {
            long file = body.readLong();
            answer.putEntry(folder.link(file, node, body.name()));
        });
        all.put(Opcode.CREATE, (node, body, answer, room) -> {
            int flags = body.readInt();
            int mode = body.readInt();
            body.skip(2 * Integer.BYTES);
            Created created = folder.create(node, body.name(), mode, flags);
            answer.putEntry(created.entry());
            answer.putOpen(created.handle());
        });
    }

    private void rename(long node, long target, int flags, Body body) {
        FileName name = body.name();
        folder.rename(node, name, target, body.name(), flags);
    }

    private void addFiles() {
        all.put(Opcode.GETATTR, (node, body, answer, room) -> {
            body.skip(2 * Long.BYTES);
            answer.putAttributes(folder.attributes(node));
        });
        all.put(
                Opcode.SETATTR,
                (node, body, answer, room) -> answer.putAttributes(folder.change(node, Change.read(body))));
        all.put(Opcode.READLINK, (node, body, answer, room) -> answer.put(folder.readLink(node)));
        all.put(Opcode.OPEN, (node, body, answer, room) -> {
            int flags = body.readInt();
            body.skip(Integer.BYTES);
            answer.putOpen(folder.open(node, flags));
        });
        all.put(Opcode.OPENDIR, (node, body, answer, room) -> {
            body.skip(Long.BYTES);
            answer.putOpen(folder.openFolder(node));
        });
        all.put(Opcode.ACCESS, (node, body, answer, room) -> {
            int mask = body.readInt();
            body.skip(Integer.BYTES);
            folder.access(node, mask);
        });
        all.put(Opcode.STATFS, (node, body, answer, room) -> statfs(answer));
    }

    private void statfs(Answer answer) {
        Space space = folder.space();
        answer.putLong(space.blocks());
        answer.putLong(space.free());
        answer.putLong(space.available());
        answer.putLong(space.files());
        answer.putLong(space.freeFiles());
        answer.putInt(space.blockSize());
        answer.putInt(space.nameLength());
        answer.putInt(space.fragment());
        answer.zeros(STATFS_SPARE);
    }

    private void addOpenFiles() {
        all.put(Opcode.FLUSH, (node, body, answer, room) -> body.skip(3 * Long.BYTES));
        for (int opcode : new int[] {Opcode.RELEASE, Opcode.RELEASEDIR}) {
            all.put(opcode, (node, body, answer, room) -> {
                long handle = body.readLong();
                body.skip(2 * Long.BYTES);
                folder.release(handle);
            });
        }
        for (int opcode : new int[] {Opcode.FSYNC, Opcode.FSYNCDIR}) {
            all.put(opcode, (node, body, answer, room) -> {
                long handle = body.readLong();
                folder.sync(handle, (body.readInt() & 1) != 0);
            });
        }
        all.put(Opcode.READDIR, (node, body, answer, room) -> list(body, answer, room, false));
        all.put(Opcode.READDIRPLUS, (node, body, answer, room) -> list(body, answer, room, true));
        all.put(Opcode.FALLOCATE, (node, body, answer, room) -> {
            long handle = body.readLong();
            long offset = body.readLong();
            long length = body.readLong();
            folder.allocate(handle, body.readInt(), offset, length);
        });
        all.put(Opcode.LSEEK, (node, body, answer, room) -> {
            long handle = body.readLong();
            long offset = body.readLong();
            answer.putLong(folder.seek(handle, offset, body.readInt()));
        });
    }

    private void list(Body body, Answer answer, long room, boolean looking) {
        long handle = body.readLong();
        long offset = body.readLong();
        long size = Integer.toUnsignedLong(body.readInt());
        if (size > room) {
            throw new BrokenRule(Rule.ANSWER_TOO_SHORT);
        }
        ListingAnswer listing = new ListingAnswer(answer, (int) Math.min(size, Answer.MOST), looking);
        folder.list(handle, offset, looking, listing);
    }
}
