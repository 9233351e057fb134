package io.hv.kvm.net.services;

import io.hv.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers questions for the names and addresses of a network's machines, and has others asked for the rest (RFC 1035). */
final class DnsServer {

    static final int PORT = 53;

    /** For how long an answer is good: a machine may come or go. */
    private static final int SECONDS = 10;

    private static final int SECONDS_OF_OTHERS = 30;

    private final Station station;
    private final DnsZone zone;
    private final Optional<UpstreamQuestions> others;
    private final Sender sender;

    DnsServer(Station station, DnsZone zone, Optional<UpstreamQuestions> others, Sender sender) {
        this.station = station;
        this.zone = zone;
        this.others = others;
        this.sender = sender;
    }

    /** Forgets what nobody has answered. */
    void tick() {
        others.ifPresent(UpstreamQuestions::tick);
    }

    void receive(Datagram datagram) {
        DnsQuery query = DnsQuery.read(datagram.payload());
        if (query == null) {
            return;
        }
        Consumer<byte[]> answer = bytes -> sender.answer(datagram, bytes);
        if (query.fault() != 0) {
            answer.accept(refusal(query, query.fault()));
        } else if (DnsNames.isReverse(query.name())) {
            reverse(datagram, query, answer);
        } else {
            forward(datagram, query, answer);
        }
    }

    private DnsReply own(DnsQuery query) {
        return new DnsReply(query, true, others.isPresent(), SECONDS);
    }

    private DnsReply foreign(DnsQuery query) {
        return new DnsReply(query, false, others.isPresent(), SECONDS_OF_OTHERS);
    }

    private void forward(Datagram datagram, DnsQuery query, Consumer<byte[]> answer) {
        List<IpAddress> addresses = zone.addresses(query.name());
        if (!addresses.isEmpty() || zone.isDomain(query.name())) {
            answer.accept(tell(own(query), query, addresses).toBytes());
        } else if (!query.name().isEmpty() && zone.isOwn(query.name())) {
            answer.accept(own(query).toBytes(DnsQuery.NO_SUCH_NAME));
        } else if (others.isEmpty() || query.name().isEmpty()) {
            answer.accept(refusal(query, DnsQuery.REFUSED));
        } else if (query.type() != DnsQuery.A && query.type() != DnsQuery.AAAA) {
            answer.accept(refusal(query, DnsQuery.NOT_IMPLEMENTED));
        } else if (!Names.isGood(query.name()) || Names.isNumber(query.name())) {
            answer.accept(refusal(query, DnsQuery.NO_SUCH_NAME));
        } else {
            others.get()
                    .addresses(
                            datagram.mac(),
                            query.name(),
                            found -> answer.accept(found.map(all -> all.isEmpty()
                                            ? refusal(query, DnsQuery.NO_SUCH_NAME)
                                            : tell(foreign(query), query, all).toBytes())
                                    .orElseGet(() -> refusal(query, DnsQuery.FAILURE))));
        }
    }

    private static DnsReply tell(DnsReply reply, DnsQuery query, List<IpAddress> addresses) {
        addresses.stream()
                .filter(each -> query.wants(each.isV6() ? DnsQuery.AAAA : DnsQuery.A))
                .forEach(reply::address);
        return reply;
    }

    private byte[] refusal(DnsQuery query, int code) {
        return foreign(query).toBytes(code);
    }

    private void reverse(Datagram datagram, DnsQuery query, Consumer<byte[]> answer) {
        Optional<IpAddress> address = DnsNames.address(query.name());
        Optional<String> name = address.flatMap(zone::name);
        if (name.isPresent()) {
            answer.accept(tell(own(query), query, name).toBytes());
        } else if (address.filter(station::isNear).isPresent()) {
            answer.accept(own(query).toBytes(DnsQuery.NO_SUCH_NAME));
        } else if (others.isEmpty() || address.isEmpty()) {
            answer.accept(refusal(query, DnsQuery.REFUSED));
        } else if (query.type() != DnsQuery.PTR) {
            answer.accept(refusal(query, DnsQuery.NOT_IMPLEMENTED));
        } else {
            others.get()
                    .name(
                            datagram.mac(),
                            address.get(),
                            found -> answer.accept(found.map(its -> its.map(Names::small)
                                                    .filter(Names::isGood)
                                                    .isEmpty()
                                            ? refusal(query, DnsQuery.NO_SUCH_NAME)
                                            : tell(foreign(query), query, its).toBytes())
                                    .orElseGet(() -> refusal(query, DnsQuery.FAILURE))));
        }
    }

    private static DnsReply tell(DnsReply reply, DnsQuery query, Optional<String> name) {
        if (query.wants(DnsQuery.PTR)) {
            name.ifPresent(reply::name);
        }
        return reply;
    }
}
