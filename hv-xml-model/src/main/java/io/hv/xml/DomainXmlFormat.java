package io.hv.xml;

import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.spi.CopiedDefinition;
import io.hv.spi.CopyIdentity;
import io.hv.spi.DefinitionFormat;
import java.util.Map;

/** Definitions as libvirt's XML: {@link DomainXml}. */
public final class DomainXmlFormat implements DefinitionFormat {

    /** For {@link java.util.ServiceLoader}. */
    public DomainXmlFormat() {}

    @Override
    public String id() {
        return "libvirt-xml";
    }

    @Override
    public String fileEnding() {
        return "xml";
    }

    @Override
    public Definition parse(String text) {
        return DomainXml.parse(text);
    }

    @Override
    public Definition of(DomainSpec spec, Map<String, String> options) {
        return DomainXml.from(spec, options);
    }

    @Override
    public Definition edit(Definition from, DomainSpec spec, Map<String, String> options) {
        DomainXml xml = from instanceof DomainXml known ? known : DomainXml.parse(from.text());
        return xml.edit(spec, options);
    }

    @Override
    public CopiedDefinition copy(Definition from, CopyIdentity identity) {
        return CopiedDomain.of(from instanceof DomainXml known ? known : DomainXml.parse(from.text()), identity);
    }
}
