package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.libvirt.Error.ErrorDomain;

/** The secrets of a host, through one handle of it. */
final class HostSecrets {

    private final HostHandle host;

    HostSecrets(HostHandle host) {
        this.host = host;
    }

    private ConnectionSecrets refs() {
        return host.shared().own().secrets();
    }

    LibvirtSecret define(String xml) {
        try (SecretRef made = refs().define(xml)) {
            return new SecretHandle(host, made);
        } catch (LibvirtFailure e) {
            throw refused(xml, e);
        }
    }

    /** libvirt has no errors of its own for one that is there already, and for one that is to be private no more. */
    private HypervisorException refused(String xml, LibvirtFailure failure) {
        String what = "define of a secret on " + host.uri();
        if (!failure.isRefusal(ErrorDomain.VIR_FROM_SECRET)) {
            return failure.translated(what);
        }
        try {
            SecretXml wanted = SecretXml.of(xml);
            Optional<UUID> uuid = wanted.uuid().map(UUID::fromString);
            Optional<LibvirtSecret> other = other(uuid, wanted);
            if (other.isPresent()) {
                return taken(other.get(), failure);
            }
            if (!wanted.isPrivate()
                    && uuid.flatMap(this::find).filter(LibvirtSecret::isPrivate).isPresent()) {
                return new InvalidStateException(
                        what + " is not possible: the one of its UUID stays private",
                        "undefine that one first",
                        failure);
            }
        } catch (IllegalArgumentException notXml) {
            failure.addSuppressed(notXml);
        }
        return failure.refused(what, ErrorDomain.VIR_FROM_SECRET);
    }

    /** One that has the UUID or the usage, and not both. */
    private Optional<LibvirtSecret> other(Optional<UUID> uuid, SecretXml wanted) {
        return uuid.flatMap(this::find)
                .filter(found -> !isFor(found, wanted))
                .or(() -> find(wanted.usage(), wanted.usageId())
                        .filter(found -> !uuid.equals(Optional.of(found.uuid()))));
    }

    private AlreadyExistsException taken(LibvirtSecret other, LibvirtFailure failure) {
        return new AlreadyExistsException(
                other + " is on " + host.uri() + " already, for " + other.usage() + " '" + other.usageId() + "'",
                "choose another UUID and usage, undefine that one, or change it by both of its own",
                failure);
    }

    private static boolean isFor(LibvirtSecret secret, SecretXml wanted) {
        return secret.usage() == wanted.usage() && secret.usageId().equals(wanted.usageId());
    }

    /** In the order of their UUIDs. */
    List<LibvirtSecret> list() {
        List<LibvirtSecret> all = new ArrayList<>();
        try {
            for (SecretRef ref : refs().list()) {
                try (ref) {
                    all.add(new SecretHandle(host, ref));
                }
            }
        } catch (LibvirtFailure e) {
            throw e.translated("list of the secrets on " + host.uri());
        }
        all.sort(Comparator.comparing(secret -> secret.uuid().toString()));
        return List.copyOf(all);
    }

    Optional<LibvirtSecret> find(UUID uuid) {
        try (SecretRef ref = refs().find(uuid).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new SecretHandle(host, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of the secret " + uuid + " on " + host.uri());
        }
    }

    Optional<LibvirtSecret> find(LibvirtSecretUsage usage, String id) {
        try (SecretRef ref = refs().find(usage, id).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new SecretHandle(host, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of the secret for " + usage + " '" + id + "' on " + host.uri());
        }
    }
}
