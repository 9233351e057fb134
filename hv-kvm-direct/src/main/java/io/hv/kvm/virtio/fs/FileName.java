package io.hv.kvm.virtio.fs;

/** A name in a folder, in whatever encoding the guest has: 1 to 255 bytes, no NUL, no slash, neither {@code .} nor {@code ..}. */
public final class FileName {

    /** The longest, in bytes. */
    public static final int LONGEST = 255;

    private final byte[] bytes;

    private FileName(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A name of these bytes.
     *
     * @throws FsError EINVAL or ENAMETOOLONG if they are none
     */
    public static FileName of(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new FsError(FsError.ENAMETOOLONG);
        }
        boolean dots = true;
        for (byte octet : bytes) {
            if (octet == 0 || octet == '/') {
                throw new FsError(FsError.EINVAL);
            }
            dots &= octet == '.';
        }
        if (bytes.length == 0 || (dots && bytes.length <= 2)) {
            throw new FsError(FsError.EINVAL);
        }
        return new FileName(bytes.clone());
    }

    /** The bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
