package io.hv.image;

import java.util.Arrays;
import java.util.Optional;

/** How an image lies in its file. */
public enum ImageFormat {
    /** Byte for byte: offset n of the file is offset n of the disk. */
    RAW("raw"),
    /** QEMU's format, versions 2 and 3. */
    QCOW2("qcow2"),
    /** VMware's format: one file, or a description with several. */
    VMDK("vmdk"),
    /** Microsoft's Virtual Hard Disk: fixed, dynamic or differencing. */
    VPC("vpc"),
    /** VirtualBox's format. */
    VDI("vdi"),
    /** Hyper-V's format since 2012. */
    VHDX("vhdx"),
    /** Parallels' expandable format; it is read, and not written. */
    PARALLELS("parallels");

    private final String id;

    ImageFormat(String id) {
        this.id = id;
    }

    /** Its name as {@code qemu-img -f} has it. */
    public String id() {
        return id;
    }

    /** The format of this name, if there is one. */
    public static Optional<ImageFormat> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    @Override
    public String toString() {
        return id;
    }
}
