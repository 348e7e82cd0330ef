package io.penstock.deploy.load;

import io.penstock.deploy.load.PlannedOrder.Person;
import io.penstock.model.Reference.Denial;
import java.util.List;
import java.util.SplittableRandom;

/** Invented buyers, spread over the countries' regions about as real ones are. */
final class People {

  /** A place that buyers live in; of a state in the US, {@code district} is its full name. */
  private record Place(String region, String city, String district, String postcode) {}

  private static final List<Place> CHINA =
      List.of(
          new Place("广东省", "广州市", "天河区", "510630"),
          new Place("广东省", "深圳市", "南山区", "518052"),
          new Place("广东省", "东莞市", "南城街道", "523000"),
          new Place("浙江省", "杭州市", "西湖区", "310013"),
          new Place("浙江省", "宁波市", "鄞州区", "315100"),
          new Place("江苏省", "苏州市", "吴中区", "215128"),
          new Place("江苏省", "南京市", "鼓楼区", "210009"),
          new Place("上海", "上海市", "浦东新区", "200120"),
          new Place("北京", "北京市", "朝阳区", "100020"),
          new Place("山东省", "青岛市", "市南区", "266071"),
          new Place("河南省", "郑州市", "金水区", "450003"),
          new Place("四川省", "成都市", "武侯区", "610041"),
          new Place("重庆", "重庆市", "渝北区", "401120"),
          new Place("湖北省", "武汉市", "洪山区", "430070"),
          new Place("湖南省", "长沙市", "岳麓区", "410006"),
          new Place("福建省", "厦门市", "思明区", "361001"),
          new Place("河北省", "石家庄市", "长安区", "050011"),
          new Place("陕西省", "西安市", "雁塔区", "710061"),
          new Place("辽宁省", "沈阳市", "和平区", "110001"),
          new Place("云南省", "昆明市", "盘龙区", "650051"));

  private static final List<Place> UNITED_STATES =
      List.of(
          new Place("CA", "Los Angeles", "California", "90012"),
          new Place("CA", "San Diego", "California", "92101"),
          new Place("CA", "Oakland", "California", "94607"),
          new Place("TX", "Austin", "Texas", "78701"),
          new Place("FL", "Tampa", "Florida", "33602"),
          new Place("NY", "Brooklyn", "New York", "11201"),
          new Place("NY", "Buffalo", "New York", "14202"),
          new Place("NJ", "Newark", "New Jersey", "07102"),
          new Place("PA", "Pittsburgh", "Pennsylvania", "15222"),
          new Place("IL", "Chicago", "Illinois", "60601"),
          new Place("WA", "Spokane", "Washington", "99201"),
          new Place("GA", "Savannah", "Georgia", "31401"),
          new Place("MA", "Worcester", "Massachusetts", "01608"));

  private static final List<String> CHINESE =
      List.of("林知远", "周念慈", "许安", "何清晨", "沈若谷", "孟小满", "陶然", "江一苇");

  private static final List<String> ENGLISH =
      List.of("Ada Quill", "Ben Marsh", "Cleo Hart", "Dan Frost", "Eve Stone", "Finn Lake");

  private final Person denied;

  People(SampleReference reference) {
    this.denied =
        new Person(
            reference.denied(Denial.Kind.BUYER),
            reference.denied(Denial.Kind.CONSIGNEE_TOKEN),
            "",
            reference.denied(Denial.Kind.PHONE),
            "",
            "",
            "",
            "",
            "");
  }

  Person somebody(Market market, SplittableRandom dice) {
    boolean chinese = market.country.equals("CN");
    Place place = one(chinese ? CHINA : UNITED_STATES, dice);
    int number = dice.nextInt(100_000_000);
    return new Person(
        Long.toString(700_000_000_000L + number),
        "o*" + Long.toString(dice.nextLong() >>> 1, 36) + "*",
        one(chinese ? CHINESE : ENGLISH, dice),
        chinese ? "138" + (10_000_000 + number % 90_000_000) : "+1-555-0" + number,
        place.region(),
        place.city(),
        place.district(),
        chinese ? "建设路" + (1 + number % 900) + "号" : (1 + number % 900) + " Mill Street",
        place.postcode());
  }

  /** The same address, but known by whatever the deny list may know somebody by. */
  Person denied(Person like) {
    return new Person(
        denied.buyer(),
        denied.token(),
        like.name(),
        denied.phone(),
        like.region(),
        like.city(),
        like.district(),
        like.street(),
        like.postcode());
  }

  /** An address with a hole in it. */
  static Person incomplete(Person person, SplittableRandom dice) {
    int hole = dice.nextInt(3);
    return new Person(
        person.buyer(),
        person.token(),
        person.name(),
        hole == 0 ? "" : person.phone(),
        person.region(),
        hole == 1 ? "" : person.city(),
        person.district(),
        hole == 2 ? "" : person.street(),
        person.postcode());
  }

  private static <T> T one(List<T> of, SplittableRandom dice) {
    return of.get(dice.nextInt(of.size()));
  }
}
