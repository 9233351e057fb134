package io.hv.libvirt;

import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.InvalidStateException;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** A network by its UUID, through one handle of its host; every call looks it up anew. */
final class NetworkHandle implements Network {

    private final HostHandle host;
    private final String name;
    private final UUID uuid;

    NetworkHandle(HostHandle host, NetworkRef ref) {
        this.host = host;
        this.name = ref.name();
        this.uuid = ref.uuid();
    }

    /** A question to a network that was found. */
    private interface Question<T> {
        T of(NetworkRef ref) throws LibvirtFailure;
    }

    /** A change of a network that was found. */
    private interface Change {
        void of(NetworkRef ref) throws LibvirtFailure;
    }

    private NetworkRef find() throws LibvirtFailure {
        return host.shared()
                .networks()
                .find(uuid)
                .orElseThrow(() ->
                        new NotFoundException(this + " is not on " + host.uri() + " any more", "define it again"));
    }

    private <T> T ask(String what, Question<T> question) {
        try (NetworkRef ref = find()) {
            return question.of(ref);
        } catch (LibvirtFailure e) {
            throw e.translated(what + " of " + this);
        }
    }

    /**
     * A transition: looked at and done under a lock, so that one of several threads is too late, whatever libvirt makes of a
     * second request.
     */
    private void change(String verb, boolean whileActive, Change change) {
        ReentrantLock lock = host.shared().domain(uuid, verb + " of " + this);
        try (NetworkRef ref = find()) {
            requireActive(verb, whileActive, ref);
            try {
                change.of(ref);
            } catch (LibvirtFailure e) {
                // Another client may have been faster: then the state is the reason.
                requireActive(verb, whileActive, ref);
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.translated(verb + " of " + this);
        } finally {
            lock.unlock();
        }
    }

    private void requireActive(String verb, boolean wanted, NetworkRef ref) throws LibvirtFailure {
        if (ref.isActive() != wanted) {
            throw new InvalidStateException(
                    verb + " is not possible: " + this + (wanted ? " is not active" : " is active"),
                    wanted ? "start it first" : "stop it first");
        }
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    @Override
    public NetworkSpec spec() {
        String xml = ask("XML", ref -> ref.xml(host.shared().driver().networkDefinition()));
        try {
            return NetworkXmlReader.read(xml);
        } catch (IllegalArgumentException e) {
            throw new HostFailureException(
                    "the definition of " + this + " is not as hv expects it: " + e.getMessage(),
                    "look at it: virsh net-dumpxml " + uuid,
                    "virNetworkGetXMLDesc",
                    0,
                    e);
        }
    }

    @Override
    public boolean isActive() {
        return ask("look-up", NetworkRef::isActive);
    }

    @Override
    public boolean isPersistent() {
        return ask("look-up", NetworkRef::isPersistent);
    }

    @Override
    public boolean isAutostart() {
        return ask("look-up", NetworkRef::isAutostart);
    }

    @Override
    public void autostart(boolean on) {
        boolean unused = ask("change", ref -> {
            ref.autostart(on);
            return on;
        });
    }

    /** libvirt's own question for it is an error where there is none. */
    @Override
    public Optional<String> bridge() {
        return ask("XML", ref -> ref.isActive() ? NetworkXmlReader.bridge(ref.xml(0)) : Optional.empty());
    }

    @Override
    public void start() {
        change("start", false, NetworkRef::start);
    }

    @Override
    public void stop() {
        change("stop", true, NetworkRef::stop);
    }

    @Override
    public void undefine() {
        change("undefine", false, NetworkRef::undefine);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkHandle that
                && uuid.equals(that.uuid)
                && host.uri().equals(that.host.uri());
    }

    @Override
    public int hashCode() {
        return uuid.hashCode();
    }

    @Override
    public String toString() {
        return "the network '" + name + "'";
    }
}
