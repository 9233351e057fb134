package io.hv.nativeaccess;

import java.util.Map;

/** The names and meanings of Linux's error numbers (errno(3)), as far as the calls of this package return them. */
public final class Errno {

    /** Operation not permitted. */
    public static final int EPERM = 1;

    /** No such file or directory. */
    public static final int ENOENT = 2;

    /** Interrupted system call. */
    public static final int EINTR = 4;

    /** Input/output error. */
    public static final int EIO = 5;

    /** No such device or address. */
    public static final int ENXIO = 6;

    /** Argument list too long. */
    public static final int E2BIG = 7;

    /** Bad file descriptor. */
    public static final int EBADF = 9;

    /** Resource temporarily unavailable. */
    public static final int EAGAIN = 11;

    /** Cannot allocate memory. */
    public static final int ENOMEM = 12;

    /** Permission denied. */
    public static final int EACCES = 13;

    /** Bad address. */
    public static final int EFAULT = 14;

    /** Device or resource busy. */
    public static final int EBUSY = 16;

    /** File exists. */
    public static final int EEXIST = 17;

    /** Invalid cross-device link. */
    public static final int EXDEV = 18;

    /** No such device. */
    public static final int ENODEV = 19;

    /** Not a directory. */
    public static final int ENOTDIR = 20;

    /** Is a directory. */
    public static final int EISDIR = 21;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    /** Too many open files in system. */
    public static final int ENFILE = 23;

    /** Too many open files. */
    public static final int EMFILE = 24;

    /** Inappropriate ioctl for device. */
    public static final int ENOTTY = 25;

    /** File too large. */
    public static final int EFBIG = 27;

    /** No space left on device. */
    public static final int ENOSPC = 28;

    /** Read-only file system. */
    public static final int EROFS = 30;

    /** File name too long. */
    public static final int ENAMETOOLONG = 36;

    /** No locks available. */
    public static final int ENOLCK = 37;

    /** Function not implemented. */
    public static final int ENOSYS = 38;

    /** Directory not empty. */
    public static final int ENOTEMPTY = 39;

    /** Too many levels of symbolic links. */
    public static final int ELOOP = 40;

    /** Operation not supported. */
    public static final int EOPNOTSUPP = 95;

    /** Connection timed out. */
    public static final int ETIMEDOUT = 110;

    /** Stale file handle. */
    public static final int ESTALE = 116;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(1, "EPERM Operation not permitted"),
            Map.entry(2, "ENOENT No such file or directory"),
            Map.entry(3, "ESRCH No such process"),
            Map.entry(4, "EINTR Interrupted system call"),
            Map.entry(5, "EIO Input/output error"),
            Map.entry(6, "ENXIO No such device or address"),
            Map.entry(7, "E2BIG Argument list too long"),
            Map.entry(8, "ENOEXEC Exec format error"),
            Map.entry(9, "EBADF Bad file descriptor"),
            Map.entry(10, "ECHILD No child processes"),
            Map.entry(11, "EAGAIN Resource temporarily unavailable"),
            Map.entry(12, "ENOMEM Cannot allocate memory"),
            Map.entry(13, "EACCES Permission denied"),
            Map.entry(14, "EFAULT Bad address"),
            Map.entry(15, "ENOTBLK Block device required"),
            Map.entry(16, "EBUSY Device or resource busy"),
            Map.entry(17, "EEXIST File exists"),
            Map.entry(18, "EXDEV Invalid cross-device link"),
            Map.entry(19, "ENODEV No such device"),
            Map.entry(20, "ENOTDIR Not a directory"),
            Map.entry(21, "EISDIR Is a directory"),
            Map.entry(22, "EINVAL Invalid argument"),
            Map.entry(23, "ENFILE Too many open files in system"),
            Map.entry(24, "EMFILE Too many open files"),
            Map.entry(25, "ENOTTY Inappropriate ioctl for device"),
            Map.entry(26, "ETXTBSY Text file busy"),
            Map.entry(27, "EFBIG File too large"),
            Map.entry(28, "ENOSPC No space left on device"),
            Map.entry(29, "ESPIPE Illegal seek"),
            Map.entry(30, "EROFS Read-only file system"),
            Map.entry(31, "EMLINK Too many links"),
            Map.entry(32, "EPIPE Broken pipe"),
            Map.entry(33, "EDOM Numerical argument out of domain"),
            Map.entry(34, "ERANGE Numerical result out of range"),
            Map.entry(35, "EDEADLK Resource deadlock avoided"),
            Map.entry(36, "ENAMETOOLONG File name too long"),
            Map.entry(37, "ENOLCK No locks available"),
            Map.entry(38, "ENOSYS Function not implemented"),
            Map.entry(39, "ENOTEMPTY Directory not empty"),
            Map.entry(40, "ELOOP Too many levels of symbolic links"),
            Map.entry(61, "ENODATA No data available"),
            Map.entry(62, "ETIME Timer expired"),
            Map.entry(71, "EPROTO Protocol error"),
            Map.entry(75, "EOVERFLOW Value too large for defined data type"),
            Map.entry(84, "EILSEQ Invalid or incomplete multibyte or wide character"),
            Map.entry(90, "EMSGSIZE Message too long"),
            Map.entry(95, "EOPNOTSUPP Operation not supported"),
            Map.entry(97, "EAFNOSUPPORT Address family not supported by protocol"),
            Map.entry(98, "EADDRINUSE Address already in use"),
            Map.entry(99, "EADDRNOTAVAIL Cannot assign requested address"),
            Map.entry(101, "ENETUNREACH Network is unreachable"),
            Map.entry(103, "ECONNABORTED Software caused connection abort"),
            Map.entry(104, "ECONNRESET Connection reset by peer"),
            Map.entry(105, "ENOBUFS No buffer space available"),
            Map.entry(107, "ENOTCONN Transport endpoint is not connected"),
            Map.entry(110, "ETIMEDOUT Connection timed out"),
            Map.entry(111, "ECONNREFUSED Connection refused"),
            Map.entry(113, "EHOSTUNREACH No route to host"),
            Map.entry(116, "ESTALE Stale file handle"),
            Map.entry(125, "ECANCELED Operation canceled"));

    private Errno() {}

    /** The symbol of a number, for example {@code EINVAL}; {@code errno 200} for one that is not known. */
    public static String name(int errno) {
        String text = TEXTS.get(errno);
        return text == null ? "errno " + errno : text.substring(0, text.indexOf(' '));
    }

    /** Symbol, number and meaning, for example {@code EINVAL (22), Invalid argument}. */
    public static String describe(int errno) {
        String text = TEXTS.get(errno);
        return text == null ? name(errno) : name(errno) + " (" + errno + ")," + text.substring(text.indexOf(' '));
    }
}
