package io.hv.kvm.storage;

import io.hv.image.ImageFormat;
import io.hv.kvm.virtio.block.BlockStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the bytes at the bottom of disks lie: a raw file, or an image of another format. Safe for any thread. */
interface BaseStore extends BlockStore {

    /**
     * Opens one.
     *
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses a raw file
     * @throws io.hv.image.ImageException if it is in use; or an image is damaged, or its file fails
     */
    static BaseStore open(Path path, ImageFormat format, boolean readOnly) {
        return format == ImageFormat.RAW ? RawFile.open(path, readOnly) : ImageStore.open(path, format, readOnly);
    }

    @Override
    BaseIo io(int pieces);

    /** The files that must stay as they are for it to be what it is: its own first. */
    List<Path> files();

    /**
     * By what its files are known again, unchanged, in the order of {@link #files}; none of an image, whose tables may be yet
     * to be written.
     *
     * @throws IOException if one cannot be looked at
     */
    List<FileIdentity> identities() throws IOException;

    /**
     * Sees that all that was written is on its storage.
     *
     * @param before what {@link #identities} were
     * @return by what its files are known again
     * @throws IOException if that failed, or a file is not where it was
     */
    List<FileIdentity> settle(List<FileIdentity> before) throws IOException;

    /**
     * Whether {@link #resize} would do: what is written beside it for a while needs it in the end.
     *
     * @throws IOException if it would not
     */
    void checkResize(long capacity) throws IOException;

    /**
     * Closes it.
     *
     * @throws CommitFailedException if what was written since the last flush is not in it
     */
    @Override
    void close();
}
