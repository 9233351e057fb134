package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.Definition;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.InvalidStateException;
import io.hv.TransientDomain;
import io.hv.spi.DefinitionFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@link io.hv.Host#define(Definition)} and {@link Domain#definition()}: what the neutral spec cannot say is kept. */
@Contract
public class DocumentContract {

    /** Something that no spec says and no machine notices, wherever a format lets people keep it. */
    private static final String NOTE = "<note xmlns=\"urn:hv-testkit\">kept &lt;as it is&gt;</note>";

    /** For JUnit, which creates it. */
    public DocumentContract() {}

    /** A document that says what another one says and a note, under a name and a UUID of its own. */
    private static Definition noted(Bench bench) {
        Definition plain = bench.defined().definition();
        DomainSpec spec = plain.toSpec().edit(b -> b.name(bench.name("noted")).uuid(UUID.randomUUID()));
        String text = plain.text()
                .replace("<name>" + plain.toSpec().name() + "</name>", "<name>" + spec.name() + "</name>")
                .replace(
                        plain.toSpec().uuid().orElseThrow().toString(),
                        spec.uuid().orElseThrow().toString());
        String with = text.contains("</metadata>")
                ? text.replaceFirst("</metadata>", NOTE + "</metadata>")
                : text.replaceFirst("</uuid>", "</uuid><metadata>" + NOTE + "</metadata>");
        Definition noted = DefinitionFormat.find().orElseThrow().parse(with);
        assertEquals(spec.name(), noted.toSpec().name());
        return noted.without(bench.host().check(noted));
    }

    /** It is defined as the document says, and an edit keeps what the spec cannot carry. */
    @Test
    public void editKeepsTheRest(Bench bench) {
        bench.needs(Feature.DOCUMENTS, Feature.EDIT);
        Definition document = noted(bench);
        assertEquals(List.of(), bench.host().check(document));
        Domain domain = bench.define(document);
        assertEquals(document.toSpec().name(), domain.name());
        assertEquals(document.toSpec().memory(), domain.spec().memory());
        assertTrue(
                domain.definition().text().contains("kept &lt;as it is"),
                domain.definition().text());
        ByteSize more = EditContract.more(domain.spec());
        domain.edit(spec -> spec.memory(more));
        Definition edited = domain.definition();
        assertEquals(more, edited.toSpec().memory());
        assertTrue(edited.text().contains("kept &lt;as it is"), edited.text());
        domain.start();
        assertEquals(more, domain.definition().toSpec().memory());
    }

    /** A domain that was defined by a spec has a document that says it. */
    @Test
    public void ofASpec(Bench bench) {
        bench.needs(Feature.DOCUMENTS);
        Domain domain = bench.defined();
        DomainSpec said = domain.definition().toSpec();
        assertEquals(domain.name(), said.name());
        assertEquals(domain.uuid(), said.uuid().orElseThrow());
        assertEquals(domain.spec().memory(), said.memory());
        assertEquals(domain.spec().boot(), said.boot());
    }

    /** A name and a UUID are there once, whatever a domain is defined by. */
    @Test
    public void once(Bench bench) {
        bench.needs(Feature.DOCUMENTS);
        Definition document = bench.define(noted(bench)).definition();
        assertThrows(AlreadyExistsException.class, () -> bench.define(document));
    }

    /** A transient domain has no definition. */
    @Test
    public void ofTransient(Bench bench) {
        bench.needs(Feature.DOCUMENTS, Feature.TRANSIENT);
        try (TransientDomain domain = bench.created()) {
            InvalidStateException e = assertThrows(InvalidStateException.class, domain::definition);
            assertFalse(e.remedy().isEmpty());
        }
    }
}
