package org.sfcrime.localkafka;

class LocalKafkaTest {}
