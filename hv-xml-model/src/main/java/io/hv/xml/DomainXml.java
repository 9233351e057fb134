package io.hv.xml;

import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import io.hv.xml.spec.DomainElements;
import io.hv.xml.spec.DomainReader;
import io.hv.xml.spec.OwnMetadata;
import io.hv.xml.spec.XmlCharacters;
import io.hv.xml.wire.domain.Domain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A domain's definition as libvirt's <a href="https://libvirt.org/formatdomain.html">domain XML</a>, without loss, and its
 * translation to and from the neutral spec. Immutable and safe for any thread.
 *
 * <p>What the spec says is in libvirt's words where it has them. Boots from bytes or of other kinds than Linux, the clock's
 * policy and options of backends are below {@code <metadata>}, in the namespace {@code urn:io.hv:definition:1}, where libvirt
 * keeps them and does nothing about them. So {@code from(spec).toSpec()} is the spec again, but for the options that it holds
 * as objects.
 */
@SuppressWarnings("exports") // the wire layer, which callers do not see
public final class DomainXml extends SpecXml<Domain> implements Definition {

    private static final String DEFAULT_TYPE = "kvm";

    /** What the spec says of devices that a machine can do without, by its paths. */
    private static final Map<String, Consumer<DomainSpec.Builder>> DISPENSABLE = Map.of(
            "nics", spec -> spec.nics(List.of()),
            "display", DomainSpec.Builder::noDisplay,
            "agent", spec -> spec.agent(false));

    private DomainXml(Domain domain) {
        super(domain, XmlKind.DOMAIN, Domain.class);
    }

    /**
     * Reads a document from text.
     *
     * @throws XmlException if it is not well-formed, is refused, or is no domain's
     */
    public static DomainXml parse(String text) {
        return new DomainXml((Domain) XmlDocument.parse(text, XmlKind.DOMAIN).root());
    }

    /**
     * Reads a document from a file.
     *
     * @throws XmlException if it is not well-formed, is refused, is no domain's, or cannot be read
     */
    public static DomainXml read(Path file) {
        return new DomainXml(read(file, Domain.class));
    }

    /**
     * What a document says now; later changes of it are not seen.
     *
     * @throws XmlException if it is no domain's
     */
    public static DomainXml of(XmlDocument document) {
        return parse(document.text());
    }

    /** A new document of that spec, of the type {@code kvm}. */
    public static DomainXml from(DomainSpec spec) {
        return from(spec, Map.of());
    }

    /**
     * A new document of that spec, of the type {@code kvm}: what the spec says, and what the API's promises need beside it,
     * which is ACPI, a serial line, and a device by which a kernel reports that it panicked. Only these and what
     * {@link #beyondSpec()} would not list are in it.
     *
     * @param options of backends, as texts; those that the spec holds as objects are not looked at
     * @throws InvalidSpecException if XML cannot say it: it has characters that XML has not, or more than 16 MiB of bytes to
     *     boot, or a way of booting that is not hv's own
     */
    public static DomainXml from(DomainSpec spec, Map<String, String> options) {
        requireSayable(spec, options);
        return new DomainXml(DomainElements.of(spec, DEFAULT_TYPE, options));
    }

    private static void requireSayable(DomainSpec spec, Map<String, String> options) {
        List<SpecFault> faults = XmlCharacters.faults(spec, options);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + spec.name() + "'", faults);
        }
    }

    /** The type of the domain, for example {@code kvm}: who runs it on libvirt. Empty where none is said. */
    public String type() {
        return root.type == null ? "" : root.type;
    }

    /** The same of another type, for example {@code qemu} or {@code test}. */
    public DomainXml type(String type) {
        return new DomainXml(changed(copy -> copy.type = type));
    }

    @Override
    public DomainSpec toSpec() {
        return DomainReader.read(root);
    }

    /**
     * {@inheritDoc} Nor are those things listed that are so for every domain, as {@code <on_poweroff>destroy</on_poweroff>},
     * nor what {@link #from} writes. The paths are those of {@link XmlDiff}.
     */
    @Override
    public List<SpecFault> beyondSpec() {
        DomainSpec spec = toSpec();
        return BeyondSpec.of(copy(), DomainElements.of(spec, type(), Map.of()), spec);
    }

    @Override
    public Map<String, String> options() {
        return OwnMetadata.options(root);
    }

    /**
     * The same document, changed to say what a spec says. What differs from {@link #toSpec()} is written; all else, be it
     * known to libvirt or not, stays as it is.
     *
     * @throws InvalidSpecException as {@link #from}, and where this document has a disk of the target of a new one, which the
     *     neutral spec cannot say
     */
    public DomainXml edit(DomainSpec spec) {
        return edit(spec, options());
    }

    /** The same with other options of backends. */
    public DomainXml edit(DomainSpec spec, Map<String, String> options) {
        requireSayable(spec, options);
        DomainSpec before = toSpec();
        return new DomainXml(changed(copy -> DomainElements.edit(copy, before, spec, options)));
    }

    @Override
    public DomainXml without(List<SpecFault> parts) {
        if (parts.isEmpty()) {
            return this;
        }
        DomainXml less = new DomainXml(changed(copy -> Removal.of(copy, parts)));
        List<Consumer<DomainSpec.Builder>> devices = parts.stream()
                .flatMap(part -> Optional.ofNullable(DISPENSABLE.get(part.path())).stream())
                .toList();
        return devices.isEmpty()
                ? less
                : less.edit(less.toSpec().edit(spec -> devices.forEach(each -> each.accept(spec))));
    }
}
