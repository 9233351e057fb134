package io.hv.libvirt;

import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;
import io.hv.spi.DefinitionFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Definitions in the format that is found, which has to be libvirt's own. Safe for any thread. */
final class Documents {

    private static final String ID = "libvirt-xml";
    private static final Support NONE =
            Support.no("libvirt's XML is not understood without its model", "add io.hv:hv-xml-model to the class path");

    private static volatile @Nullable DefinitionFormat known;

    private Documents() {}

    static Support support() {
        return find().isPresent() ? Support.yes() : NONE;
    }

    private static Optional<DefinitionFormat> find() {
        DefinitionFormat format = known;
        if (format == null) {
            format =
                    DefinitionFormat.find().filter(each -> each.id().equals(ID)).orElse(null);
            known = format;
        }
        return Optional.ofNullable(format);
    }

    private static DefinitionFormat format() {
        return find().orElseThrow(() -> new UnsupportedFeatureException("libvirt", Feature.DOCUMENTS, NONE));
    }

    /** What libvirt says. */
    static Definition of(String xml) {
        return format().parse(xml);
    }

    /** With that UUID. */
    static String identified(Definition definition, UUID uuid) {
        DomainSpec spec = definition.toSpec();
        return spec.uuid().isPresent()
                ? definition.text()
                : edited(definition, spec.edit(builder -> builder.uuid(uuid)));
    }

    /** Changed to say what a spec says. */
    static String edited(Definition definition, DomainSpec spec) {
        return format().edit(definition, spec, definition.options()).text();
    }

    /** An edit changes what a domain is, and not which one it is. */
    static void requireSameIdentity(DomainSpec before, DomainSpec after) {
        List<SpecFault> faults = new ArrayList<>();
        if (!before.name().equals(after.name())) {
            faults.add(SpecFault.of("name", after.name(), "a domain keeps its name", "define another one"));
        }
        if (!before.uuid().equals(after.uuid())) {
            faults.add(SpecFault.of(
                    "uuid",
                    after.uuid().map(UUID::toString).orElse(""),
                    "a domain keeps its UUID",
                    "define another one"));
        }
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + before.name() + "'", faults);
        }
    }
}
