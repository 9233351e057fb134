package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.HypervisorException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.libvirt.Error.ErrorDomain;
import org.w3c.dom.Element;

/** The network filters of a host, through one handle of it. */
final class HostFilters {

    private final HostHandle host;

    HostFilters(HostHandle host) {
        this.host = host;
    }

    private ConnectionFilters refs() {
        return host.shared().own().filters();
    }

    LibvirtFilter define(String xml) {
        try (FilterRef made = refs().define(xml)) {
            return new FilterHandle(host, made);
        } catch (LibvirtFailure e) {
            throw refused(xml, e);
        }
    }

    /** libvirt has no error of its own for one that is there already. */
    private HypervisorException refused(String xml, LibvirtFailure failure) {
        String what = "define of a network filter on " + host.uri();
        if (!failure.isRefusal(ErrorDomain.VIR_FROM_NWFILTER)) {
            return failure.translated(what);
        }
        try {
            Optional<LibvirtFilter> other = other(HardenedXml.parse(xml));
            if (other.isPresent()) {
                return new AlreadyExistsException(
                        other.get() + " is on " + host.uri() + " already, with the UUID "
                                + other.get().uuid(),
                        "choose another name and UUID, undefine that one, or change it by both of its own",
                        failure);
            }
        } catch (IllegalArgumentException notXml) {
            failure.addSuppressed(notXml);
        }
        return failure.refused(what, ErrorDomain.VIR_FROM_NWFILTER);
    }

    /** One that has the name or the UUID, and not both. */
    private Optional<LibvirtFilter> other(Element filter) {
        String name = filter.getAttribute("name");
        Optional<UUID> uuid =
                HardenedXml.text(filter, "uuid").map(String::strip).map(UUID::fromString);
        return find(name)
                .filter(found -> !uuid.equals(Optional.of(found.uuid())))
                .or(() -> uuid.flatMap(this::find).filter(found -> !found.name().equals(name)));
    }

    /** In the order of their names. */
    List<LibvirtFilter> list() {
        List<LibvirtFilter> all = new ArrayList<>();
        try {
            for (FilterRef ref : refs().list()) {
                try (ref) {
                    all.add(new FilterHandle(host, ref));
                }
            }
        } catch (LibvirtFailure e) {
            throw e.translated("list of the network filters on " + host.uri());
        }
        all.sort(Comparator.comparing(LibvirtFilter::name));
        return List.copyOf(all);
    }

    Optional<LibvirtFilter> find(String name) {
        try (FilterRef ref = refs().find(name).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new FilterHandle(host, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of the network filter '" + name + "' on " + host.uri());
        }
    }

    Optional<LibvirtFilter> find(UUID uuid) {
        try (FilterRef ref = refs().find(uuid).orElse(null)) {
            return Optional.ofNullable(ref).map(found -> new FilterHandle(host, found));
        } catch (LibvirtFailure e) {
            throw e.translated("look-up of the network filter " + uuid + " on " + host.uri());
        }
    }
}
