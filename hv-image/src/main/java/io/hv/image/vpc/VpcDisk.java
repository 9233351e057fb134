package io.hv.image.vpc;

import io.hv.image.spi.Disk;

/** What all VHD images have. */
interface VpcDisk extends Disk {

    /** The footer that counts. */
    Footer footer();
}
