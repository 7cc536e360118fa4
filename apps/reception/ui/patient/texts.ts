/** What a patient reads, in sentences that stand alone. `{n}` is the number of tries left. */
import type { PatientLanguage } from "./languages.ts";
import type { Situation } from "./situation.ts";

export type Sentences = Readonly<Record<Situation, string>>;

/** Words on the buttons, which stay Japanese so that staff and patient speak of the same. */
export const buttonWords = ["確認する", "取りやめる", "提供する", "提供しない"] as const;
export type ButtonWord = (typeof buttonWords)[number];

export type PatientTexts = {
  readonly sentences: Sentences;
  readonly words: Readonly<Record<ButtonWord, string>>;
};

/** The buttons that the patient may press in each situation. */
export const buttonsIn: Partial<Record<Situation, readonly ButtonWord[]>> = {
  pin: ["確認する", "取りやめる"],
  "pin-wrong": ["確認する", "取りやめる"],
  consent: ["提供する", "提供しない"],
};

export const patientTexts: Readonly<Record<PatientLanguage, PatientTexts>> = {
  "ja-x-easy": {
    sentences: {
      lay: "マイナンバーカードを、ここに 置いて ください。",
      reading: "カードを 動かさないで ください。",
      pin: "カードの 4つの 数字（暗証番号）を 入れて ください。",
      "pin-wrong":
        "数字が ちがいます。あと {n}回 入れる ことが できます。わからない 人は、カードの 写真で 確認します。",
      "last-try":
        "数字を 入れる ことが できるのは、あと 1回だけです。まちがえると、カードが 止まります。カードの 写真でも 確認できます。",
      locked:
        "数字を まちがえたので、カードが 止まって います。市役所で なおす ことが できます。今日は ほかの やりかたで 確認します。",
      asking: "保険を 調べて います。カードを とっても いいです。",
      numbers: "カードの おもての 数字を 見せて ください。",
      photo: "カードの 写真と 顔を 見ます。マスクを すこし はずして ください。",
      consent:
        "この 病院や 施術所に、「限度額」と「特定疾病」の ことを 教えても いいですか。教えなくても、みて もらえます。",
      "first-use":
        "この カードは、まだ 保険証として 使えません。いいと 思ったら、ここで 使えるように できます。",
      valid: "保険が わかりました。ありがとう ございます。カードを わすれないで ください。",
      "not-valid":
        "保険を ほかの やりかたで 確認します。カードは こわれて いません。保険が わかる 紙や スマートフォンを 見せて ください。",
      certificate:
        "カードの 中の 証明書が 使えません。市役所で あたらしく できます。今日は ほかの やりかたで 確認します。",
      moved: "カードが 動きました。もう一度 置いて ください。",
      "other-card": "この カードは ちがいます。マイナンバーカードを 置いて ください。",
      trouble: "いま 機械で 確認できません。ほかの やりかたで 確認します。すこし 待って ください。",
      take: "カードを とって ください。",
    },
    words: {
      確認する: "つぎへ すすむ",
      取りやめる: "やめる",
      提供する: "教えても いい",
      提供しない: "教えない",
    },
  },
  en: {
    sentences: {
      lay: "Please place your My Number Card on the reader.",
      reading: "Please do not move the card.",
      pin: "Please enter the 4-digit PIN of your card.",
      "pin-wrong":
        "The PIN is not correct. Tries left: {n}. If you do not remember it, we can use the photo on your card instead.",
      "last-try":
        "You can enter the PIN only one more time. If it is wrong, the PIN will be locked. We can use the photo on your card instead.",
      locked:
        "The PIN of this card is locked. Your city, ward, town or village office can reset it. Today we will check in another way.",
      asking: "We are checking your health insurance. You may take your card now.",
      numbers: "Please show us the numbers on the front of your card.",
      photo:
        "We will compare the photo on your card with your face. Please lower your mask for a moment.",
      consent:
        "May this clinic see your payment limit category (限度額) and your specified disease certificate (特定疾病)? You will be treated either way.",
      "first-use":
        "This card is not yet registered as a health insurance card. If you agree, you can register it here now.",
      valid: "Your health insurance is confirmed. Thank you. Please do not forget your card.",
      "not-valid":
        "We need to check your insurance in another way. Nothing is wrong with your card. Please show us any paper or screen about your insurance.",
      certificate:
        "The electronic certificate in your card cannot be used. Your city, ward, town or village office can renew it. Today we will check in another way.",
      moved: "The card has moved. Please place it on the reader again.",
      "other-card": "This is not a My Number Card. Please place your My Number Card.",
      trouble: "We cannot check by machine now. Please wait. We will check in another way.",
      take: "Please take your card.",
    },
    words: {
      確認する: "Confirm",
      取りやめる: "Cancel",
      提供する: "Yes, share it",
      提供しない: "No, do not share it",
    },
  },
  "zh-Hans": {
    sentences: {
      lay: "请将您的个人编号卡放在读卡器上。",
      reading: "请不要移动卡片。",
      pin: "请输入卡片的4位密码。",
      "pin-wrong": "密码不正确。还可以输入{n}次。如果不记得密码，可以用卡片上的照片确认。",
      "last-try": "密码只能再输入1次。如果输错，密码将被锁定。也可以用卡片上的照片确认。",
      locked: "这张卡的密码已被锁定。可以在居住地的市区町村窗口重新设置。今天我们用其他方法确认。",
      asking: "正在确认您的医疗保险。现在可以取走卡片。",
      numbers: "请让我们看一下卡片正面的号码。",
      photo: "我们要将卡片上的照片与您本人核对。请暂时摘下口罩。",
      consent:
        "是否同意向本机构提供您的“限度额”（每月自付上限的区分）和“特定疾病”的信息？不提供也可以就诊。",
      "first-use": "这张卡还没有登记为健康保险证。如果您同意，现在可以在这里登记。",
      valid: "已确认您的医疗保险。谢谢。请不要忘记取走卡片。",
      "not-valid":
        "需要用其他方法确认您的保险。您的卡片没有问题。请出示可以确认保险的文件或手机画面。",
      certificate:
        "卡片中的电子证书无法使用。可以在居住地的市区町村窗口更新。今天我们用其他方法确认。",
      moved: "卡片移动了。请再放一次。",
      "other-card": "这不是个人编号卡。请放置您的个人编号卡。",
      trouble: "现在无法用机器确认。请稍等，我们用其他方法确认。",
      take: "请取走您的卡片。",
    },
    words: {
      確認する: "确定",
      取りやめる: "取消",
      提供する: "同意提供",
      提供しない: "不提供",
    },
  },
  ko: {
    sentences: {
      lay: "마이넘버카드를 리더기 위에 놓아 주세요.",
      reading: "카드를 움직이지 마세요.",
      pin: "카드의 비밀번호 4자리를 입력해 주세요.",
      "pin-wrong":
        "비밀번호가 맞지 않습니다. 앞으로 {n}번 입력할 수 있습니다. 기억나지 않으시면 카드의 사진으로 확인할 수 있습니다.",
      "last-try":
        "비밀번호는 앞으로 1번만 입력할 수 있습니다. 틀리면 비밀번호가 잠깁니다. 카드의 사진으로도 확인할 수 있습니다.",
      locked:
        "이 카드의 비밀번호가 잠겨 있습니다. 거주하시는 시구정촌 창구에서 다시 설정할 수 있습니다. 오늘은 다른 방법으로 확인하겠습니다.",
      asking: "건강보험을 확인하고 있습니다. 카드를 가져가셔도 됩니다.",
      numbers: "카드 앞면의 번호를 보여 주세요.",
      photo: "카드의 사진과 얼굴을 비교하겠습니다. 마스크를 잠시 내려 주세요.",
      consent:
        "이 기관에 ‘한도액’(월 부담 상한의 구분)과 ‘특정질병’ 정보를 제공하시겠습니까? 제공하지 않으셔도 진료를 받을 수 있습니다.",
      "first-use":
        "이 카드는 아직 건강보험증으로 등록되어 있지 않습니다. 동의하시면 여기서 등록할 수 있습니다.",
      valid: "건강보험을 확인했습니다. 감사합니다. 카드를 잊지 마세요.",
      "not-valid":
        "다른 방법으로 보험을 확인해야 합니다. 카드에는 문제가 없습니다. 보험을 확인할 수 있는 서류나 화면을 보여 주세요.",
      certificate:
        "카드의 전자증명서를 사용할 수 없습니다. 거주하시는 시구정촌 창구에서 갱신할 수 있습니다. 오늘은 다른 방법으로 확인하겠습니다.",
      moved: "카드가 움직였습니다. 다시 놓아 주세요.",
      "other-card": "마이넘버카드가 아닙니다. 마이넘버카드를 놓아 주세요.",
      trouble: "지금은 기계로 확인할 수 없습니다. 다른 방법으로 확인하겠으니 잠시 기다려 주세요.",
      take: "카드를 가져가 주세요.",
    },
    words: {
      確認する: "확인",
      取りやめる: "취소",
      提供する: "제공함",
      提供しない: "제공하지 않음",
    },
  },
  vi: {
    sentences: {
      lay: "Vui lòng đặt thẻ My Number của quý vị lên đầu đọc thẻ.",
      reading: "Vui lòng không di chuyển thẻ.",
      pin: "Vui lòng nhập mã PIN gồm 4 chữ số của thẻ.",
      "pin-wrong":
        "Mã PIN không đúng. Quý vị còn {n} lần nhập. Nếu không nhớ, chúng tôi có thể xác nhận bằng ảnh trên thẻ.",
      "last-try":
        "Quý vị chỉ còn 1 lần nhập mã PIN. Nếu sai, mã PIN sẽ bị khóa. Chúng tôi cũng có thể xác nhận bằng ảnh trên thẻ.",
      locked:
        "Mã PIN của thẻ này đã bị khóa. Quý vị có thể đặt lại tại văn phòng hành chính nơi cư trú. Hôm nay chúng tôi sẽ xác nhận bằng cách khác.",
      asking: "Chúng tôi đang kiểm tra bảo hiểm y tế. Quý vị có thể lấy thẻ.",
      numbers: "Vui lòng cho chúng tôi xem các số ở mặt trước của thẻ.",
      photo:
        "Chúng tôi sẽ so sánh ảnh trên thẻ với khuôn mặt của quý vị. Vui lòng kéo khẩu trang xuống một lát.",
      consent:
        "Quý vị có đồng ý cho cơ sở này biết thông tin “mức giới hạn chi trả” (限度額) và “bệnh đặc định” (特定疾病) không? Dù không đồng ý, quý vị vẫn được khám.",
      "first-use":
        "Thẻ này chưa được đăng ký làm thẻ bảo hiểm y tế. Nếu đồng ý, quý vị có thể đăng ký tại đây.",
      valid: "Đã xác nhận bảo hiểm y tế của quý vị. Xin cảm ơn. Vui lòng đừng quên thẻ.",
      "not-valid":
        "Chúng tôi cần xác nhận bảo hiểm bằng cách khác. Thẻ của quý vị không bị hỏng. Vui lòng cho xem giấy tờ hoặc màn hình về bảo hiểm.",
      certificate:
        "Không thể dùng chứng thư điện tử trong thẻ. Quý vị có thể gia hạn tại văn phòng hành chính nơi cư trú. Hôm nay chúng tôi sẽ xác nhận bằng cách khác.",
      moved: "Thẻ đã bị di chuyển. Vui lòng đặt lại thẻ.",
      "other-card": "Đây không phải thẻ My Number. Vui lòng đặt thẻ My Number.",
      trouble:
        "Hiện không thể kiểm tra bằng máy. Vui lòng chờ. Chúng tôi sẽ xác nhận bằng cách khác.",
      take: "Vui lòng lấy thẻ của quý vị.",
    },
    words: {
      確認する: "Xác nhận",
      取りやめる: "Hủy",
      提供する: "Đồng ý cung cấp",
      提供しない: "Không cung cấp",
    },
  },
  pt: {
    sentences: {
      lay: "Por favor, coloque o seu cartão My Number no leitor.",
      reading: "Por favor, não mova o cartão.",
      pin: "Por favor, digite a senha de 4 números do cartão.",
      "pin-wrong":
        "A senha não está correta. Tentativas restantes: {n}. Se não se lembrar, podemos confirmar pela foto do cartão.",
      "last-try":
        "A senha só pode ser digitada mais 1 vez. Se estiver errada, será bloqueada. Também podemos confirmar pela foto do cartão.",
      locked:
        "A senha deste cartão está bloqueada. A prefeitura pode redefini-la. Hoje vamos confirmar de outra forma.",
      asking: "Estamos verificando o seu seguro de saúde. Já pode retirar o cartão.",
      numbers: "Por favor, mostre os números da frente do cartão.",
      photo:
        "Vamos comparar a foto do cartão com o seu rosto. Por favor, abaixe a máscara por um momento.",
      consent:
        "Permite que este estabelecimento veja a sua categoria de limite de pagamento (限度額) e o certificado de doença específica (特定疾病)? O atendimento é feito nos dois casos.",
      "first-use":
        "Este cartão ainda não está registrado como cartão do seguro de saúde. Se concordar, pode registrá-lo aqui agora.",
      valid: "O seu seguro de saúde foi confirmado. Obrigado. Por favor, não esqueça o cartão.",
      "not-valid":
        "Precisamos confirmar o seguro de outra forma. Não há problema com o cartão. Por favor, mostre um documento ou uma tela sobre o seu seguro.",
      certificate:
        "O certificado eletrônico do cartão não pode ser usado. A prefeitura pode renová-lo. Hoje vamos confirmar de outra forma.",
      moved: "O cartão se moveu. Por favor, coloque-o de novo.",
      "other-card": "Este não é um cartão My Number. Por favor, coloque o seu cartão My Number.",
      trouble:
        "Agora não é possível verificar pela máquina. Aguarde, por favor. Vamos confirmar de outra forma.",
      take: "Por favor, retire o seu cartão.",
    },
    words: {
      確認する: "Confirmar",
      取りやめる: "Cancelar",
      提供する: "Sim, permito",
      提供しない: "Não permito",
    },
  },
};
