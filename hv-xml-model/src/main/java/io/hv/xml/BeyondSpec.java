package io.hv.xml;

import io.hv.DomainSpec;
import io.hv.NetworkSpec;
import io.hv.SpecFault;
import io.hv.xml.spec.DomainElements;
import io.hv.xml.spec.NetworkElements;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.basic.Metadata;
import io.hv.xml.wire.domain.Clock;
import io.hv.xml.wire.domain.CurrentMemory;
import io.hv.xml.wire.domain.Description;
import io.hv.xml.wire.domain.Domain;
import io.hv.xml.wire.domain.Features;
import io.hv.xml.wire.domain.Memory;
import io.hv.xml.wire.domain.OnPoweroff;
import io.hv.xml.wire.domain.OnReboot;
import io.hv.xml.wire.domain.Os;
import io.hv.xml.wire.domain.Title;
import io.hv.xml.wire.domain.Type;
import io.hv.xml.wire.domain.Vcpu;
import io.hv.xml.wire.network.Network;
import java.util.List;
import java.util.function.Predicate;

/**
 * What of a document its spec does not say: all that a new document of that spec has not. What is not listed here is really
 * carried, because it was carried.
 */
final class BeyondSpec {

    /** The prefix that libvirt's own MAC addresses have. */
    private static final String OWN_MACS = "52:54:00";

    private static final String WHY = "the neutral spec has no word for it";
    private static final String REMEDY = "it stays in the document; a host that cannot honour it takes it without(...)";

    private BeyondSpec() {}

    /**
     * Every part, by its path in the document.
     *
     * @param document is changed
     * @param plain a new one of its spec
     */
    static List<SpecFault> of(Domain document, Domain plain, DomainSpec spec) {
        DomainElements.normalize(document, spec);
        leaveOutWhatIsAlwaysSo(document);
        leaveOutWhatIsAlwaysSo(plain);
        return missing(document, plain);
    }

    /** The same of a network's document, which is changed. */
    static List<SpecFault> of(Network document, NetworkSpec spec) {
        NetworkElements.normalize(document, spec);
        leaveOutWhatLibvirtMakesUp(document);
        return missing(document, NetworkElements.of(spec));
    }

    static List<SpecFault> missing(WireElement document, WireElement plain) {
        return XmlDiff.between(document, plain).stream()
                .filter(each -> each.kind() != XmlDifference.Kind.ADDED)
                .map(each -> SpecFault.of(each.path(), each.before(), WHY, REMEDY))
                .toList();
    }

    /** What it writes into the documents of networks that say nothing of it, and how many are connected. */
    private static void leaveOutWhatLibvirtMakesUp(Network network) {
        network.connections = null;
        drop(network, Metadata.class, each -> true);
        drop(network, Network.Mac.class, each -> String.valueOf(each.address).startsWith(OWN_MACS));
        for (Network.Bridge bridge : network.all(Network.Bridge.class)) {
            boolean made = String.valueOf(bridge.name).matches("virbr[0-9]+");
            bridge.name = made ? null : bridge.name;
            bridge.stp = "on".equals(bridge.stp) ? null : bridge.stp;
            bridge.delay = "0".equals(bridge.delay) ? null : bridge.delay;
            drop(network, Network.Bridge.class, each -> isBare(each, 0));
        }
        for (Network.Forward forward : network.all(Network.Forward.class)) {
            forward.all(Network.Forward.Interface.class).forEach(each -> each.connections = null);
            forward.all(Network.Forward.Address.class).forEach(each -> each.connections = null);
            for (Network.Forward.Nat nat : forward.all(Network.Forward.Nat.class)) {
                drop(
                        nat,
                        Network.Forward.Nat.Port.class,
                        each -> "1024".equals(each.start) && "65535".equals(each.end));
            }
            drop(forward, Network.Forward.Nat.class, each -> isBare(each, 0));
        }
    }

    /** What describes and changes no machine, and what is so for all machines of hv's. */
    private static void leaveOutWhatIsAlwaysSo(Domain domain) {
        drop(domain, Title.class, each -> true);
        drop(domain, Description.class, each -> true);
        drop(domain, Metadata.class, each -> true);
        drop(domain, OnPoweroff.class, each -> says(each, "destroy"));
        drop(domain, OnReboot.class, each -> says(each, "restart"));
        drop(domain, Clock.class, each -> "utc".equals(each.offset) && isBare(each, 1));
        drop(domain, CurrentMemory.class, each -> isAll(each, domain));
        domain.first(Vcpu.class)
                .filter(each -> "static".equals(each.placement))
                .ifPresent(each -> each.placement = null);
        domain.first(Os.class)
                .flatMap(os -> os.first(Type.class))
                .filter(each -> "x86_64".equals(each.arch))
                .ifPresent(each -> each.arch = null);
        domain.first(Features.class)
                .ifPresent(features -> drop(features, Features.Apic.class, each -> isBare(each, 0)));
    }

    static <T extends WireElement> void drop(WireElement parent, Class<T> type, Predicate<T> which) {
        parent.all(type).stream().filter(which).forEach(parent::remove);
    }

    static boolean says(WireElement element, String text) {
        return element.text().strip().equals(text) && element.attributes().isEmpty();
    }

    static boolean isBare(WireElement element, int attributes) {
        return element.attributes().size() == attributes
                && element.all(WireElement.class).isEmpty();
    }

    private static boolean isAll(CurrentMemory current, Domain domain) {
        return domain.first(Memory.class)
                .filter(all -> all.text().strip().equals(current.text().strip()) && "KiB".equals(current.unit))
                .isPresent();
    }
}
