global using KafkaRecord = Confluent.Kafka.ConsumeResult<byte[]?, byte[]?>;
