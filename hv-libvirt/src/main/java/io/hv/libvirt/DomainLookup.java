package io.hv.libvirt;

import io.hv.Feature;
import io.hv.NotFoundException;
import java.util.UUID;
import org.libvirt.Error.ErrorNumber;

/**
 * A domain by its UUID, through one handle of its host: it is looked up anew for whatever is asked of it. Safe for any
 * thread.
 */
final class DomainLookup {

    private final HostHandle host;
    private final String name;
    private final UUID uuid;

    DomainLookup(HostHandle host, String name, UUID uuid) {
        this.host = host;
        this.name = name;
        this.uuid = uuid;
    }

    /** What is asked of a domain that was found. */
    interface Question<T> {
        T of(DomainRef ref) throws LibvirtFailure;
    }

    /** What is done to a domain that was found. */
    interface Change {
        void of(DomainRef ref) throws LibvirtFailure;
    }

    HostHandle host() {
        return host;
    }

    String name() {
        return name;
    }

    UUID uuid() {
        return uuid;
    }

    /** What its host shares with other handles, if that is open. */
    SharedConnection shared() {
        return host.shared();
    }

    /** Throws where the host is closed or does not support what is to be done. */
    void require(Feature feature) {
        host.shared().driver().features().require(subject(), feature);
    }

    /** It in words, for messages. */
    String subject() {
        return "the domain '" + name + "'";
    }

    /** Something that is done with it in words, for messages, for example {@code start of 'web'}. */
    String words(String verb) {
        return verb + " of '" + name + "'";
    }

    /**
     * Finds it; to be closed.
     *
     * @throws NotFoundException if its host does not know it any more
     */
    DomainRef find(SharedConnection shared) throws LibvirtFailure {
        return shared.domains().find(uuid).orElseThrow(() -> gone(shared));
    }

    private NotFoundException gone(SharedConnection shared) {
        return new NotFoundException(subject() + " is not on " + shared.uri() + " any more", "define it again");
    }

    /** Throws where the host is closed or does not know it any more. */
    void requireKnown() {
        UUID unused = ask("look-up", DomainRef::uuid);
    }

    /** Asks it something. */
    <T> T ask(String verb, Question<T> question) {
        try (DomainRef ref = find(host.shared())) {
            return question.of(ref);
        } catch (LibvirtFailure e) {
            throw e.translated(words(verb));
        }
    }

    /** Does something with it; the same of a change. */
    void tell(String verb, Change change) {
        try (DomainRef ref = find(host.shared())) {
            change.of(ref);
        } catch (LibvirtFailure e) {
            throw e.translated(words(verb));
        }
    }

    /** As {@link #ask}, of what only a domain that is there can give an answer to. */
    <T> T askKnown(String verb, Question<T> question) {
        SharedConnection shared = host.shared();
        try (DomainRef ref = shared.domains().known(uuid).orElseThrow(() -> gone(shared))) {
            return question.of(ref);
        } catch (LibvirtFailure e) {
            if (e.number() == ErrorNumber.VIR_ERR_NO_DOMAIN) {
                shared.domains().forget(uuid);
                throw gone(shared);
            }
            throw e.translated(words(verb));
        }
    }
}
