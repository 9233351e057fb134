package io.hv.nativeaccess;

import java.lang.ref.Reference;
import java.nio.file.Path;

/**
 * System calls on names in a folder that is open. Each takes one name and never a path: no call leaves its folder, follows
 * a symbolic link, or goes where something else is mounted. What fails returns an error number, negated. For one thread at
 * a time; used again and again.
 *
 * <p>What is open by O_PATH can be neither read nor changed. For that there is the kernel's own folder of this process's
 * descriptors, {@link #descriptors()}: its entry of a descriptor is the very file, wherever its name may be by now.
 */
public final class FolderCalls {

    /** The longest name, in bytes (NAME_MAX). */
    public static final int LONGEST_NAME = 255;

    /** The longest target of a symbolic link, in bytes: PATH_MAX less the zero at its end. */
    public static final int LONGEST_TARGET = 4095;

    /** For {@link #open}: what it is, and not its bytes; of a symbolic link, the link. */
    public static final int PATH_ONLY = 0x200000 | 0x20000;

    /** For {@link #reopen}: a folder, to list it. */
    public static final int LISTING = 0x10000;

    /** For {@link #reopen} and {@link #open}: neither waits for the other side of a pipe, nor becomes a terminal's process. */
    public static final int NO_WAITING = 0x800 | 0x100;

    /** For {@link #open}: makes a file, which must not be there. */
    public static final int CREATE_NEW = 0x40 | 0x80;

    private static final int CLOEXEC = 0x80000;
    private static final int NO_FOLLOW = 0x20000;
    private static final int O_PATH = 0x200000;
    private static final int O_DIRECTORY = 0x10000;

    /** RESOLVE_NO_XDEV, RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS, RESOLVE_BENEATH. */
    private static final long RESOLVE = 0x01 | 0x02 | 0x04 | 0x08;

    private static final int HOW_SIZE = 24;
    private static final int TIMES_SIZE = 32;

    private static final int AT_REMOVE_FOLDER = 0x200;
    private static final int AT_FOLLOW = 0x400;
    /** AT_SYMLINK_NOFOLLOW, AT_NO_AUTOMOUNT, AT_EMPTY_PATH. */
    private static final int AT_LOOK = 0x100 | 0x800 | 0x1000;
    /** STATX_BASIC_STATS and STATX_BTIME. */
    private static final int STATX_ALL = 0xfff;

    private static final int SYS_FSTATFS = 138;
    private static final int SYS_GETDENTS64 = 217;
    private static final int SYS_OPENAT = 257;
    private static final int SYS_MKDIRAT = 258;
    private static final int SYS_MKNODAT = 259;
    private static final int SYS_UNLINKAT = 263;
    private static final int SYS_LINKAT = 265;
    private static final int SYS_SYMLINKAT = 266;
    private static final int SYS_READLINKAT = 267;
    private static final int SYS_FCHMODAT = 268;
    private static final int SYS_FACCESSAT = 269;
    private static final int SYS_UTIMENSAT = 280;
    private static final int SYS_RENAMEAT2 = 316;
    private static final int SYS_STATX = 332;
    private static final int SYS_OPENAT2 = 437;

    private final NativeMemory first = NativeMemory.allocate(LONGEST_TARGET + 1);
    private final NativeMemory second = NativeMemory.allocate(LONGEST_NAME + 1);
    private final NativeMemory answer = NativeMemory.allocate(LONGEST_TARGET + 1);

    /** With room of its own for what the kernel answers. */
    public FolderCalls() {}

    /**
     * Opens a folder by its path, only to be named in other calls (O_PATH).
     *
     * @throws NativeException if the kernel refuses
     */
    public static Fd openFolder(Path folder) {
        NativeMemory name = NativeMemory.string(folder.toString());
        try {
            int number = Libc.open(name.address(), O_PATH | O_DIRECTORY | CLOEXEC, 0);
            return Fd.own(Libc.check("open(" + folder + ")", number), folder.toString());
        } finally {
            Reference.reachabilityFence(name);
        }
    }

    /**
     * Opens the kernel's folder of this process's descriptors.
     *
     * @throws NativeException where there is none
     */
    public static Fd descriptors() {
        return openFolder(Path.of("/proc/self/fd"));
    }

    // ---- one file

    /**
     * Opens what a folder has by a name (openat2(2)); a symbolic link only by {@link #PATH_ONLY}.
     *
     * @param mode the permissions of a file that is made
     * @return a descriptor
     */
    public int open(Fd folder, byte[] name, int flags, int mode) {
        answer.buffer()
                .putLong(0, Integer.toUnsignedLong(flags | NO_FOLLOW | CLOEXEC))
                .putLong(Long.BYTES, (flags & CREATE_NEW) == 0 ? 0 : mode)
                .putLong(2 * Long.BYTES, RESOLVE);
        return (int) call(SYS_OPENAT2, folder.number(), name(first, name), answer.address(), HOW_SIZE, 0);
    }

    /**
     * Opens once more what is open.
     *
     * @return a descriptor
     */
    public int reopen(Fd descriptors, Fd file, int flags) {
        int safe = flags & ~(CREATE_NEW | NO_FOLLOW);
        return (int) call(SYS_OPENAT, descriptors.number(), entry(file), safe | CLOEXEC, 0, 0);
    }

    /** Looks at what a folder has by a name; then there are {@link #attributes()}. */
    public int look(Fd folder, byte[] name) {
        return (int) call(SYS_STATX, folder.number(), name(first, name), AT_LOOK, STATX_ALL, answer.address());
    }

    /** The same of what is open. */
    public int look(Fd file) {
        return (int) call(SYS_STATX, file.number(), text(first, new byte[0]), AT_LOOK, STATX_ALL, answer.address());
    }

    /** What the last look has seen. */
    public FileAttributes attributes() {
        return FileAttributes.of(answer.buffer());
    }

    /** Reads the target of a symbolic link that is open; then there is {@link #target}. */
    public int readLink(Fd link) {
        return (int)
                call(SYS_READLINKAT, link.number(), text(first, new byte[0]), answer.address(), LONGEST_TARGET + 1, 0);
    }

    /** So many bytes of the target that was read last. */
    public byte[] target(int length) {
        byte[] bytes = new byte[length];
        answer.buffer().get(0, bytes);
        return bytes;
    }

    /** Sets the permissions of what is open. */
    public int chmod(Fd descriptors, Fd file, int mode) {
        return (int) call(SYS_FCHMODAT, descriptors.number(), entry(file), mode, 0, 0);
    }

    /** Sets the times of what is open; nanoseconds may be UTIME_NOW or UTIME_OMIT. */
    public int setTimes(Fd descriptors, Fd file, FileAttributes.Moment accessed, FileAttributes.Moment modified) {
        answer.buffer()
                .putLong(0, accessed.seconds())
                .putLong(8, accessed.nanos())
                .putLong(16, modified.seconds())
                .putLong(TIMES_SIZE - 8, modified.nanos());
        return (int) call(SYS_UTIMENSAT, descriptors.number(), entry(file), answer.address(), 0, 0);
    }

    /** Whether this process may read (4), write (2) or run (1) what is open. */
    public int access(Fd descriptors, Fd file, int mask) {
        return (int) call(SYS_FACCESSAT, descriptors.number(), entry(file), mask, 0, 0);
    }

    // ---- names

    /** Makes a folder. */
    public int mkdir(Fd folder, byte[] name, int mode) {
        return (int) call(SYS_MKDIRAT, folder.number(), name(first, name), mode, 0, 0);
    }

    /**
     * Makes an empty file or a pipe.
     *
     * @throws IllegalArgumentException if the mode says another kind
     */
    public int mknod(Fd folder, byte[] name, int mode) {
        int kind = mode & FileAttributes.KIND;
        if (kind != FileAttributes.REGULAR && kind != FileAttributes.PIPE) {
            throw new IllegalArgumentException("neither a file nor a pipe: " + Integer.toOctalString(mode));
        }
        return (int) call(SYS_MKNODAT, folder.number(), name(first, name), mode, 0, 0);
    }

    /** Makes a symbolic link. */
    public int symlink(byte[] target, Fd folder, byte[] name) {
        return (int) call(SYS_SYMLINKAT, text(first, target), folder.number(), name(second, name), 0, 0);
    }

    /** Gives what is open one more name. */
    public int link(Fd descriptors, Fd file, Fd folder, byte[] name) {
        return (int)
                call(SYS_LINKAT, descriptors.number(), entry(file), folder.number(), name(second, name), AT_FOLLOW);
    }

    /** Takes a name away. */
    public int unlink(Fd folder, byte[] name, boolean ofFolder) {
        return (int) call(SYS_UNLINKAT, folder.number(), name(first, name), ofFolder ? AT_REMOVE_FOLDER : 0, 0, 0);
    }

    /** Renames, by the flags of renameat2(2). */
    public int rename(Fd folder, byte[] name, Fd newFolder, byte[] newName, int flags) {
        return (int) call(
                SYS_RENAMEAT2, folder.number(), name(first, name), newFolder.number(), name(second, newName), flags);
    }

    // ---- folders

    /**
     * The next entries of a folder that is open for {@link #LISTING} (struct linux_dirent64).
     *
     * @return how many bytes; 0 at its end
     */
    public int list(Fd folder, NativeMemory into) {
        try {
            return (int) call(SYS_GETDENTS64, folder.number(), into.address(), into.size(), 0, 0);
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    /**
     * How full the file system is that something open is on.
     *
     * @throws NativeException if the kernel does not say
     */
    public FolderSpace space(Fd file) {
        long result = call(SYS_FSTATFS, file.number(), answer.address(), 0, 0, 0);
        if (result < 0) {
            throw new NativeException("fstatfs(" + file + ")", (int) -result);
        }
        return FolderSpace.of(answer.buffer());
    }

    // ----

    private long call(int number, long a, long b, long c, long d, long e) {
        try {
            long result = Libc.syscall(number, a, b, c, d, e);
            return result == -1 ? -Libc.errno() : result;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The last line of defence: whoever calls has checked it, and told its guest. */
    private static long name(NativeMemory memory, byte[] name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a name in a folder");
        }
        return text(memory, name);
    }

    /** Whether bytes are one name in a folder, which is neither the folder itself nor the one above. */
    public static boolean isName(byte[] name) {
        boolean dots = true;
        for (byte octet : name) {
            if (octet == 0 || octet == '/') {
                return false;
            }
            dots &= octet == '.';
        }
        return name.length > 0 && name.length <= LONGEST_NAME && !(dots && name.length <= 2);
    }

    private static long text(NativeMemory memory, byte[] bytes) {
        if (bytes.length >= memory.size()) {
            throw new IllegalArgumentException(bytes.length + " bytes, and there is room for " + memory.size());
        }
        memory.buffer().put(0, bytes).put(bytes.length, (byte) 0);
        return memory.address();
    }

    /** The name of a descriptor in {@link #descriptors()}. */
    private long entry(Fd file) {
        int digits = 1;
        for (int left = file.number(); left >= 10; left /= 10) {
            digits++;
        }
        int left = file.number();
        first.buffer().put(digits, (byte) 0);
        for (int i = digits - 1; i >= 0; i--) {
            first.buffer().put(i, (byte) ('0' + left % 10));
            left /= 10;
        }
        return first.address();
    }
}
