package io.hv.libvirt;

import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;
import io.hv.spi.CopiedDefinition;
import io.hv.spi.CopyIdentity;
import io.hv.spi.DefinitionFormat;
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

    /** That of a copy. */
    static CopiedDefinition copied(String xml, CopyIdentity identity) {
        return format().copy(of(xml), identity);
    }

    /** Changed to say what a spec says. */
    static String edited(Definition definition, DomainSpec spec) {
        return format().edit(definition, spec, definition.options()).text();
    }
}
