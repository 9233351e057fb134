package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.HostFailureException;
import io.hv.HostUnavailableException;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorDomain;
import org.libvirt.Error.ErrorNumber;

/**
 * A call of libvirt failed. Checked, so that the compiler sees to it that none crosses the border of this package: there
 * {@link #translated} makes it one of hv's own, with this as the cause.
 */
final class LibvirtFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String function;
    private final String text;
    private final int code;
    private final int domain;

    LibvirtFailure(String function, String text, int code, int domain) {
        super(function + ": " + text + " (libvirt error " + code + " of domain " + domain + ")");
        this.function = function;
        this.text = text;
        this.code = code;
        this.domain = domain;
    }

    /** What this thread's last call failed with. */
    static LibvirtFailure last(LibvirtCalls calls, String function) {
        String text = Objects.requireNonNullElse(calls.virGetLastErrorMessage(), "libvirt gives no reason");
        return new LibvirtFailure(function, text, calls.virGetLastErrorCode(), calls.virGetLastErrorDomain());
    }

    /**
     * What a call returned that did not fail.
     *
     * @param result negative where it did
     */
    static int check(LibvirtCalls calls, int result, String function) throws LibvirtFailure {
        if (result < 0) {
            throw last(calls, function);
        }
        return result;
    }

    /**
     * The same of a call that gives something.
     *
     * @param result null where it failed
     */
    static <T> T present(LibvirtCalls calls, @Nullable T result, String function) throws LibvirtFailure {
        if (result == null) {
            throw last(calls, function);
        }
        return result;
    }

    /** libvirt's words alone. */
    String text() {
        return text;
    }

    /** Whether the driver, or the daemon, has no such thing. */
    boolean isUnsupported() {
        return switch (number()) {
            case VIR_ERR_NO_SUPPORT, VIR_ERR_ARGUMENT_UNSUPPORTED, VIR_ERR_OPERATION_UNSUPPORTED, VIR_ERR_INVALID_ARG ->
                true;
            default -> false;
        };
    }

    /** libvirt's {@code virErrorNumber}, also where {@link #number()} does not know it. */
    int code() {
        return code;
    }

    /** libvirt's {@code virErrorDomain}: which part of it failed. */
    int domain() {
        return domain;
    }

    /** The code by name; {@link ErrorNumber#VIR_ERR_UNKNOWN} for codes that are younger than libvirt-java. */
    ErrorNumber number() {
        ErrorNumber[] known = ErrorNumber.values();
        return code >= 0 && code < known.length ? known[code] : ErrorNumber.VIR_ERR_UNKNOWN;
    }

    /**
     * The same in hv's words.
     *
     * @param what what was tried, for example {@code start of 'web'}
     */
    HypervisorException translated(String what) {
        String message = what + " failed: " + getMessage();
        return switch (number()) {
            case VIR_ERR_NO_DOMAIN ->
                new NotFoundException(message, "list what there is with domains(), or define it again", this);
            case VIR_ERR_NO_NETWORK ->
                new NotFoundException(message, "list what there is with networks(), or define it again", this);
            case VIR_ERR_NETWORK_EXIST ->
                new AlreadyExistsException(message, "choose another name, or undefine that network", this);
            case VIR_ERR_NO_DOMAIN_SNAPSHOT ->
                new NotFoundException(message, "list what there is with snapshots(), or take it again", this);
            case VIR_ERR_NO_DOMAIN_CHECKPOINT ->
                new NotFoundException(message, "list what there is with checkpoints(), or create it again", this);
            case VIR_ERR_NO_STORAGE_POOL ->
                new NotFoundException(message, "list what there is with pools(), or define it again", this);
            case VIR_ERR_NO_STORAGE_VOL ->
                new NotFoundException(message, "list what there is with volumes(), or refresh() the pool", this);
            case VIR_ERR_NO_NWFILTER ->
                new NotFoundException(message, "list what there is with filters(), or define it again", this);
            case VIR_ERR_NO_SECRET ->
                new NotFoundException(message, "list what there is with secrets(), or define it again", this);
            case VIR_ERR_NO_NODE_DEVICE ->
                new NotFoundException(message, "list what there is with nodeDevices()", this);
            case VIR_ERR_STORAGE_VOL_EXIST ->
                new AlreadyExistsException(message, "choose another name, or delete that volume", this);
            case VIR_ERR_DOM_EXIST ->
                new AlreadyExistsException(message, "choose another name, or undefine that domain", this);
            case VIR_ERR_OPERATION_INVALID -> new InvalidStateException(message, "look at its state first", this);
            case VIR_ERR_MIGRATE_UNSAFE ->
                new InvalidSpecException(
                        what,
                        List.of(SpecFault.of(
                                "storage",
                                "as it is",
                                text,
                                "move it, too: MigrationSpec.withStorage(); or say LibvirtMigration.sameFiles()")),
                        this);
            case VIR_ERR_XML_ERROR,
                    VIR_ERR_XML_DETAIL,
                    VIR_ERR_XML_INVALID_SCHEMA,
                    VIR_ERR_CONFIG_UNSUPPORTED,
                    VIR_ERR_OS_TYPE,
                    VIR_ERR_NO_NAME -> invalidSpec(what);
            default -> new HostFailureException(message, remedy(), function, code, this);
        };
    }

    /**
     * The same of a document that was to be defined, of which the part of libvirt that reads it tells in part by codes that
     * say nothing.
     *
     * @param part that part, a {@code virErrorDomain}
     */
    HypervisorException refused(String what, ErrorDomain part) {
        return isRefusal(part) ? invalidSpec(what) : translated(what);
    }

    /** Whether that part of libvirt does not take a document, for a reason that its code does not tell. */
    boolean isRefusal(ErrorDomain part) {
        ErrorDomain[] known = ErrorDomain.values();
        return domain >= 0
                && domain < known.length
                && known[domain] == part
                && switch (number()) {
                    case VIR_ERR_INTERNAL_ERROR, VIR_ERR_OPERATION_FAILED, VIR_ERR_INVALID_ARG -> true;
                    default -> false;
                };
    }

    private InvalidSpecException invalidSpec(String what) {
        SpecFault fault = SpecFault.of("xml", "libvirt's XML of it", text, "change what libvirt objects to");
        return new InvalidSpecException(what, List.of(fault), this);
    }

    /** The same, where a connection could not be opened. */
    HostUnavailableException unavailable(String uri) {
        return new HostUnavailableException(uri + " cannot be opened: " + getMessage(), remedy(), function, code, this);
    }

    private String remedy() {
        return switch (number()) {
            case VIR_ERR_AUTH_FAILED,
                    VIR_ERR_AUTH_CANCELLED,
                    VIR_ERR_AUTH_UNAVAILABLE,
                    VIR_ERR_ACCESS_DENIED,
                    VIR_ERR_OPERATION_DENIED ->
                "let this user manage machines: on Debian by the group libvirt, then log in again";
            case VIR_ERR_SYSTEM_ERROR, VIR_ERR_NO_CONNECT, VIR_ERR_RPC ->
                "see that libvirt's daemon runs and that the URI is right: virsh -c URI list";
            case VIR_ERR_NO_SUPPORT, VIR_ERR_ARGUMENT_UNSUPPORTED, VIR_ERR_OPERATION_UNSUPPORTED ->
                "this libvirt driver cannot do it; use another host";
            default -> "read libvirt's message; the daemon's log may say more";
        };
    }
}
