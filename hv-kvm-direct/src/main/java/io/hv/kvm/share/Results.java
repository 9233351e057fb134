package io.hv.kvm.share;

import io.hv.kvm.virtio.fs.Attributes;
import io.hv.kvm.virtio.fs.FsError;
import io.hv.kvm.virtio.fs.Space;
import io.hv.nativeaccess.FileAttributes;
import io.hv.nativeaccess.FolderSpace;

/** What system calls return, in a guest's terms. */
final class Results {

    /** The bits of a mode that a guest sees and sets: a program never runs with more rights than who starts it. */
    static final int PERMISSIONS = 01777;

    private Results() {}

    /** Passes a result on, or tells what has failed. */
    static int check(int result) {
        if (result < 0) {
            throw new FsError(-result);
        }
        return result;
    }

    /** The same. */
    static long check(long result) {
        if (result < 0) {
            throw new FsError((int) -result);
        }
        return result;
    }

    static Attributes attributes(FileAttributes file) {
        return new Attributes(
                file.inode(),
                file.size(),
                file.blocks(),
                time(file.accessed()),
                time(file.modified()),
                time(file.changed()),
                file.mode() & (FileAttributes.KIND | PERMISSIONS),
                file.links(),
                file.owner(),
                file.group(),
                (int) file.special(),
                file.blockSize());
    }

    private static Attributes.Time time(FileAttributes.Moment moment) {
        return new Attributes.Time(moment.seconds(), moment.nanos());
    }

    static Space space(FolderSpace space) {
        return new Space(
                space.blocks(),
                space.free(),
                space.available(),
                space.files(),
                space.freeFiles(),
                (int) space.blockSize(),
                (int) space.nameLength(),
                (int) space.fragment());
    }
}
