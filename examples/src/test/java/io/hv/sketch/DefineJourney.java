package io.hv.sketch;

import io.hv.ByteSize;
import io.hv.SpecFault;
import java.nio.file.Path;
import java.util.List;

/** A definition in libvirt's XML, on whichever engine there is. */
final class DefineJourney {

    private DefineJourney() {}

    // program
    static Domain define(Host host, Path file) {
        DomainXml xml = DomainXml.read(file);
        List<SpecFault> beyond = host.check(xml); // on libvirt none; on kvm:/// for example a sound card
        beyond.forEach(fault -> System.out.println("left out: " + fault));
        Domain web = host.define(xml.without(beyond));

        web.edit(spec -> spec.memory(ByteSize.gib(1)));
        DomainXml now = web.definition(DomainXml.class); // as in the file, but for the memory
        System.out.println(now);
        return web;
    }
    // end
}
