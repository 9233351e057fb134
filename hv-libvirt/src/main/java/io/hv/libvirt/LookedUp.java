package io.hv.libvirt;

import io.hv.NotFoundException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something of a host's, through one handle of that; every call looks it up anew.
 *
 * @param <R> libvirt's handle
 */
abstract class LookedUp<R extends NativeRef> {

    final HostHandle host;

    LookedUp(HostHandle host) {
        this.host = host;
    }

    /** A question to what was found. */
    interface Question<R, T> {
        T of(R ref) throws LibvirtFailure;
    }

    /** A change of what was found. */
    interface Change<R> {
        void of(R ref) throws LibvirtFailure;
    }

    /** libvirt's handle of it, to be closed. */
    abstract Optional<R> look(SharedConnection shared) throws LibvirtFailure;

    /** What helps where it is gone. */
    String remedy() {
        return "define it again";
    }

    /** libvirt's handle of it, to be closed. */
    final R find() throws LibvirtFailure {
        return look(host.shared())
                .orElseThrow(() -> new NotFoundException(this + " is not on " + host.uri() + " any more", remedy()));
    }

    /**
     * Asks it something.
     *
     * @param what what is asked of what, for messages
     */
    final <T> T ask(String what, Question<R, T> question) {
        try (R ref = find()) {
            return question.of(ref);
        } catch (LibvirtFailure e) {
            throw e.translated(what);
        }
    }

    /**
     * What libvirt's XML of it says.
     *
     * @param command virsh's, that shows it
     */
    final <T> T read(String xml, Function<String, T> reader, String command) {
        return Told.read(this, xml, reader, command, command);
    }

    /** Does something to it; the same of a change. */
    final void tell(String what, Change<R> change) {
        try (R ref = find()) {
            change.of(ref);
        } catch (LibvirtFailure e) {
            throw e.translated(what);
        }
    }
}
