package io.hv.kvm.virtio.net;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.RequestReader;

/** What a driver asks of a card by its control queue (virtio 1.2, 5.1.6.5). */
final class NetControl {

    private static final int OK = 0;
    private static final int REFUSED = 1;

    private static final int MAC = 1;
    private static final int MAC_TABLE_SET = 0;
    private static final int MAC_ADDR_SET = 1;
    private static final int ANNOUNCE = 3;
    private static final int MQ = 4;
    private static final int ADDRESS_SIZE = 6;

    private NetControl() {}

    /** Does what a request says, and answers it. */
    static void handle(Request request, VirtioNet card) {
        RequestReader reader = request.reader();
        int kind = reader.readByte();
        int command = reader.readByte();
        boolean done = switch (kind) {
            case MAC -> address(command, reader, card);
            case ANNOUNCE -> command == 0 && card.announced();
            case MQ -> command == 0 && reader.remaining() >= Short.BYTES && card.usePairs(reader.readShort());
            default -> false;
        };
        request.writer().writeByte(done ? OK : REFUSED);
        request.complete();
    }

    private static boolean address(int command, RequestReader reader, VirtioNet card) {
        if (command == MAC_ADDR_SET && reader.remaining() == ADDRESS_SIZE) {
            long address = 0;
            for (int i = 0; i < ADDRESS_SIZE; i++) {
                address = address << Byte.SIZE | reader.readByte();
            }
            return card.address(address);
        }
        // A table of further addresses tells which frames the guest wants; it gets all that the switch has for it.
        return command == MAC_TABLE_SET;
    }
}
