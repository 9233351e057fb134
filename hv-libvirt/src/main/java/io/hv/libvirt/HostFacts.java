package io.hv.libvirt;

import java.util.Map;
import java.util.UUID;

/** What libvirt says of a host, through one handle of it. */
final class HostFacts {

    private final HostHandle host;

    HostFacts(HostHandle host) {
        this.host = host;
    }

    /** What is asked of libvirt. */
    private interface Question<T> {
        T of(SharedConnection shared) throws LibvirtFailure;
    }

    private <T> T ask(String what, Question<T> question) {
        try {
            return question.of(host.shared());
        } catch (LibvirtFailure e) {
            throw e.translated(what + " " + host.uri());
        }
    }

    /** The URI as libvirt resolved it. */
    String connectionUri() {
        return ask("the URI of", shared -> shared.facts().canonicalUri());
    }

    /** The driver's own name for itself. */
    String driver() {
        return ask("the driver of", shared -> shared.facts().type());
    }

    /** In three numbers. */
    String libvirtVersion() {
        long version = ask("the version of", shared -> shared.facts().version());
        return version / 1_000_000 + "." + version / 1_000 % 1_000 + "." + version % 1_000;
    }

    /** What domains of a type can have, as libvirt's XML. */
    String domainCapabilities(String type) {
        return ask(
                "the capabilities of domains of type " + type + " on",
                shared -> shared.facts().domainCapabilities(type));
    }

    /** Of all domains. */
    Map<UUID, Map<String, Object>> statistics() {
        return ask("the statistics of", shared -> DomainRecords.of(shared.connection()));
    }
}
