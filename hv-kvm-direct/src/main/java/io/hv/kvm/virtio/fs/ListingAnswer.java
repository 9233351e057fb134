package io.hv.kvm.virtio.fs;

import org.jspecify.annotations.Nullable;

/** Entries of a folder in an answer (struct fuse_dirent, struct fuse_direntplus), each padded to eight bytes. */
final class ListingAnswer implements FolderListing {

    private static final int ENTRY = 128;
    private static final int HEAD = 24;

    private final Answer answer;
    private final int room;
    private final boolean plus;

    /**
     * One without an entry.
     *
     * @param room for so many bytes
     * @param plus whether each is told of as by a lookup
     */
    ListingAnswer(Answer answer, int room, boolean plus) {
        this.answer = answer;
        this.room = room;
        this.plus = plus;
    }

    private int size(int nameLength) {
        return (plus ? ENTRY : 0) + (HEAD + nameLength + 7 & ~7);
    }

    @Override
    public boolean fits(int nameLength) {
        return answer.length() + size(nameLength) <= room;
    }

    @Override
    public void add(long inode, long next, int kind, byte[] name, @Nullable Entry entry) {
        if (plus) {
            if (entry == null) {
                answer.zeros(ENTRY);
            } else {
                answer.putEntry(entry);
            }
        }
        answer.putLong(inode);
        answer.putLong(next);
        answer.putInt(name.length);
        answer.putInt(kind);
        answer.put(name);
        answer.zeros((8 - name.length % 8) % 8);
    }
}
