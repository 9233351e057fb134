package io.hv.kvm.net.passt;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/** What a test's program sends to a {@link GuestStation} by the host's own sockets, and gets back. */
public final class Exchange {

    private static final int PATIENCE_MILLIS = 30_000;

    private Exchange() {}

    /** So many bytes, which look random and are always the same. */
    public static byte[] data(int size) {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }

    /** A checksum. */
    public static long sum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Sends all, then its FIN, and takes what comes up to the other's. */
    public static byte[] overTcp(InetSocketAddress to, byte[] data) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(to, PATIENCE_MILLIS);
            socket.getOutputStream().write(data);
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes();
        }
    }

    /** Sends a datagram, and takes one. */
    public static byte[] overUdp(InetSocketAddress to, byte[] data) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(data, data.length, to));
            DatagramPacket answer = new DatagramPacket(new byte[2 * data.length], 2 * data.length);
            socket.receive(answer);
            return Arrays.copyOf(answer.getData(), answer.getLength());
        }
    }
}
